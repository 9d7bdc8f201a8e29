'use client';

import { useQuery } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { paths } from '@/lib/url/paths';

/** One line of a slog as the lines door answers it; `text` is cut at 64 KiB, `length` is the true length in bytes. */
export type RawLine = {
  readonly line: number;
  readonly byte: number;
  readonly length: number;
  readonly text: string;
};
type Lines = { readonly lines: readonly RawLine[]; readonly total: number };

/** A raw line of a run's slog. Lines are written once, so one that was read stays as it is. */
export const useRawLine = (runId: string, line: number | null) =>
  useQuery({
    queryKey: ['run-line', runId, line],
    queryFn: async ({ signal }) => {
      const { lines, total } = await callDoor<Lines>(paths.api.lines(runId, line ?? 1, 1), { signal });
      return { found: lines.find((candidate) => candidate.line === line) ?? null, total };
    },
    enabled: line !== null,
    staleTime: ({ state }) => (state.data?.found ? Number.POSITIVE_INFINITY : 1_000),
  });
