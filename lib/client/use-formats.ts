'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { Note, SourceFile, WriteFormat, WrittenPlan } from '@/lib/plan/formats/format';
import type { Plan } from '@/lib/plan/plan';
import { paths } from '@/lib/url/paths';

/** A plan in another notation; `digest` is what the page shows, so that a changed plan is written again. */
export const useWritten = (planId: string, digest: string, format: WriteFormat) =>
  useQuery({
    queryKey: queryKeys.written(planId, digest, format),
    queryFn: ({ signal }) => callDoor<WrittenPlan>(paths.api.exportPlan(planId, format), { signal }),
  });

export type Imported = { plan: Plan; format: string; notes: readonly Note[] };
export type ImportBody = {
  format?: string;
  files: readonly SourceFile[];
  chain?: string;
  upgradeName?: string;
  /** The files are outputs of builders, whose bundle ids this plan gets. */
  plan?: Plan;
};

/** Reads files as a plan, or into one; nothing is saved by it. */
export const useImport = () =>
  useMutation({
    mutationFn: (body: ImportBody) => callDoor<Imported>(paths.api.importPlan(), { method: 'POST', body }),
  });
