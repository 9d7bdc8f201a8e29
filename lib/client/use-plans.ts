'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

export const usePlans = (initialData?: PlanView[]) =>
  useQuery({
    queryKey: queryKeys.plans,
    queryFn: ({ signal }) => callDoor<PlanView[]>(paths.api.plans(), { signal }),
    refetchInterval: 10_000,
    ...(initialData ? { initialData } : {}),
  });

/** One plan; asked again every few seconds so that others' changes are seen before they are approved unseen. */
export const usePlan = (planId: string, initialData?: PlanView) =>
  useQuery({
    queryKey: queryKeys.plan(planId),
    queryFn: ({ signal }) => callDoor<PlanView>(paths.api.plan(planId), { signal }),
    refetchInterval: 5_000,
    ...(initialData ? { initialData } : {}),
  });

export type Decision = { digest: string; decision: 'approve' | 'decline'; reason?: string };

/** Decides on the digest that was shown; the door refuses when it is no longer the plan's. */
export function useApproval(planId: string) {
  const client = useQueryClient();
  const path = paths.api.approvals(planId);
  const settle = () => client.invalidateQueries({ queryKey: queryKeys.plans });
  const decide = useMutation({
    mutationFn: (body: Decision) => callDoor<unknown>(path, { method: 'POST', body }),
    onSettled: settle,
  });
  const withdraw = useMutation({
    mutationFn: () => callDoor<unknown>(path, { method: 'DELETE' }),
    onSettled: settle,
  });
  return { decide, withdraw };
}
