'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import { hearEnded } from '@/lib/client/run-stream/run-news';
import { isOpen } from '@/lib/live/run-look';
import type { RunKind, RunRow } from '@/lib/live/run-row';
import type { Scenario } from '@/lib/plan/scenario';
import { paths } from '@/lib/url/paths';

/** All runs, newest first; every two seconds while one is open, and at once when a tab of this browser saw one end. */
export function useRuns(initialData?: RunRow[]) {
  const client = useQueryClient();
  useEffect(() => hearEnded(() => void client.invalidateQueries({ queryKey: queryKeys.runs })), [client]);
  return useQuery({
    queryKey: queryKeys.runs,
    queryFn: ({ signal }) => callDoor<RunRow[]>(paths.api.runs(), { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? 2_000 : 10_000),
    ...(initialData ? { initialData } : {}),
  });
}

/** Asks for the runs again whenever `cause` becomes another, such as the run that an upload feeds. */
export function useRunsRefreshedBy(cause: string): void {
  const client = useQueryClient();
  useEffect(() => {
    if (cause !== '') void client.invalidateQueries({ queryKey: queryKeys.runs });
  }, [client, cause]);
}

function useRunChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: queryKeys.runs }) });
}

export type NewRehearsal = { planId: string; digest: string; scenario: Scenario };

/** Starts the kernel on exactly the plan that was shown. */
export const useRehearse = () =>
  useRunChange((body: NewRehearsal) =>
    callDoor<{ runId: string }>(paths.api.rehearsals(), { method: 'POST', body }),
  );

export const useStopRehearsal = () =>
  useRunChange((runId: string) => callDoor<unknown>(paths.api.rehearsal(runId), { method: 'DELETE' }));

export const useDeleteRun = () =>
  useRunChange((runId: string) => callDoor<unknown>(paths.api.run(runId), { method: 'DELETE' }));

/** A plan at a digest that somebody saw. */
export type NamedPlan = { readonly id: string; readonly digest: string };
export type NewRun = { title: string; kind: RunKind; expectedBytes?: number; plan?: NamedPlan };
export type RunSource = { runId: string; ingestToken: string; slogUrl: string };

/** Creates a run that waits for a slog; its token is answered this once and never again. */
export const useCreateRun = () =>
  useRunChange((body: NewRun) => callDoor<RunSource>(paths.api.runs(), { method: 'POST', body }));

/** Says which plan a run executed; `shown` is what the page showed until then. */
export const useSetRunPlan = (runId: string) =>
  useRunChange((body: { plan: NamedPlan | null; shown: NamedPlan | null }) =>
    callDoor<RunRow>(paths.api.runPlan(runId), { method: 'PUT', body }),
  );
