'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { KeyParts } from '@/lib/triage/finding-key';
import type { MarkKind } from '@/lib/triage/mark';
import type { TriageView } from '@/lib/triage/triage-view';
import { paths } from '@/lib/url/paths';

/** The marks that count for a run and what the run before it found. */
export const useTriage = (runId: string) =>
  useQuery({
    queryKey: queryKeys.triage(runId),
    queryFn: ({ signal }) => callDoor<TriageView>(paths.api.triage(runId), { signal }),
  });

export type NewMark = {
  readonly kind: MarkKind;
  readonly finding: KeyParts;
  readonly scope?: {
    readonly vat: string | null;
    readonly pattern: string | null;
    readonly everywhere: boolean;
  };
  readonly reason: string;
  readonly assignee?: string;
};

type Act =
  | { readonly method: 'POST'; readonly body: NewMark }
  | { readonly method: 'DELETE'; readonly body: { id: string } };

/** Marks a run's findings, or takes a mark back. */
export function useTriageActs(runId: string) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ method, body }: Act) => callDoor<TriageView>(paths.api.triage(runId), { method, body }),
    onSuccess: (view) => client.setQueryData(queryKeys.triage(runId), view),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.plans }),
  });
  return { act: mutate, busy: isPending };
}
