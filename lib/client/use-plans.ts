'use client';

import { useQuery } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { PlanHead, PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

export const usePlans = (initialData?: PlanHead[]) =>
  useQuery({
    queryKey: queryKeys.plans,
    queryFn: ({ signal }) => callDoor<PlanHead[]>(paths.api.plans(), { signal }),
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
