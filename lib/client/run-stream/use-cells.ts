'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { callBytes } from '@/lib/client/door';
import { runStreamQuery } from '@/lib/client/run-stream/use-run-stream';
import { fillCells, makeCellView, type ViewCells, windowToAsk } from '@/lib/live/cell-view';
import { type CellSet, NO_CELL_SET } from '@/lib/live/cells';
import { decodeCells } from '@/lib/live/cells-bytes';
import type { RunModel } from '@/lib/live/run-model';
import type { Analysis } from '@/lib/upgrade/analysis';
import { paths } from '@/lib/url/paths';

/** Log seconds; null: all of the log. */
export type CellRange = { readonly start: number; readonly end: number } | null;

/** Finer than this nobody sees a bar that stands for several. */
const PX = 800;

const fetchCells = async (url: string, signal: AbortSignal): Promise<CellSet> =>
  decodeCells(await callBytes(url, { signal }));

/** The cells to draw in a view of a run: those the stream brought, and of the runs before them what the view's pixels can show. */
export function useCells(runId: string, model: RunModel | null, range: CellRange): ViewCells {
  const [join] = useState(makeCellView);
  const { firstTime, lastTime } = model?.analysis.source ?? { firstTime: null, lastTime: null };
  const extent = { start: firstTime ?? 0, end: lastTime ?? 0 };
  const view = { from: range?.start ?? extent.start, to: range?.end ?? extent.end, px: PX };
  const { from, to, px } = windowToAsk(view, extent);
  const before = model?.tail.since ?? 0;
  const epoch = model?.cursor.epoch ?? '';
  const { data } = useQuery({
    queryKey: ['run-cells', runId, epoch, before, from, to, px],
    queryFn: ({ signal }) => {
      const params = { from: Math.max(from, extent.start), to: Math.min(to, extent.end), px, before };
      const texts = Object.entries(params).map(([name, value]) => [name, String(value)]);
      return fetchCells(paths.api.cells(runId, Object.fromEntries(texts)), signal);
    },
    enabled: before > 0 && firstTime !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    placeholderData: keepPreviousData,
    structuralSharing: false,
  });
  if (!model) return join(NO_CELL_SET, NO_TAIL, () => true);
  const { runs } = model.analysis;
  return join(
    before > 0 ? (data ?? NO_CELL_SET) : NO_CELL_SET,
    model.tail,
    (run) => runs[run]?.finished !== false,
  );
}

const NO_TAIL = { since: 0, runs: new Map() };

/** Closer than this the door merges nothing that a person would choose. */
const FINE_PX = 10_000;

/**
 * The document with the cells of the runs in `range` in their places, for what counts and names them; as it is for no range, and until
 * they are here. In a range of very many cells neighbours of a vat come together, in the first one's run: sums stay right.
 */
export function useFilledAnalysis(runId: string, analysis: Analysis, range: CellRange): Analysis {
  const { data: watch } = useQuery(runStreamQuery(runId));
  const tail = watch?.model.tail ?? NO_TAIL;
  const { data } = useQuery({
    queryKey: ['run-cells', runId, watch?.model.cursor.epoch ?? '', tail.since, 'in', range],
    queryFn: ({ signal }) => {
      const asked = { from: range?.start ?? 0, to: range?.end ?? 0, px: FINE_PX, before: tail.since };
      const texts = Object.entries(asked).map(([name, value]) => [name, String(value)]);
      return fetchCells(paths.api.cells(runId, Object.fromEntries(texts)), signal);
    },
    enabled: range !== null && tail.since > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    structuralSharing: false,
  });
  return useMemo(
    () => (range === null ? analysis : fillCells(analysis, data ?? NO_CELL_SET, tail)),
    [analysis, data, range, tail],
  );
}
