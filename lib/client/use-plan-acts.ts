'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import { paths } from '@/lib/url/paths';

type Call = { path: string; method: 'POST' | 'DELETE'; body?: unknown };

export type Decision = { digest: string; decision: 'approve' | 'decline'; reason?: string };
export type NewWaiver = { digest: string; key: string; reason: string };
export type Closing = { state: 'withdrawn' | 'superseded'; why: string };
export type Restoring = { no: number; baseRevision: number; why?: string };

/** What is done to a plan beside editing it. One at a time: `busy` and `error` are of the last that was begun. */
export type PlanActs = {
  busy: boolean;
  error: unknown;
  requestReview: (digest: string) => Promise<void>;
  backToDraft: () => Promise<void>;
  decide: (decision: Decision) => Promise<void>;
  withdraw: () => Promise<void>;
  waive: (waiver: NewWaiver) => Promise<void>;
  unwaive: (key: string) => Promise<void>;
  restore: (revision: Restoring) => Promise<void>;
  close: (closing: Closing) => Promise<void>;
  reopen: (why: string) => Promise<void>;
  forget: () => void;
};

/** The verbs of one plan; each names the digest that was shown, and the door refuses when it is no longer the plan's. */
export function usePlanActs(planId: string): PlanActs {
  const client = useQueryClient();
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: ({ path, method, body }: Call) =>
      callDoor<unknown>(path, { method, ...(body === undefined ? {} : { body }) }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.plans }),
  });
  // What went wrong is `error`; whoever awaits only wants to know when it is over.
  const call = (path: string, method: Call['method'], body?: unknown) =>
    mutateAsync({ path, method, body }).then(
      () => undefined,
      () => undefined,
    );
  const api = paths.api;
  return {
    busy: isPending,
    error,
    forget: reset,
    requestReview: (digest) => call(api.review(planId), 'POST', { digest }),
    backToDraft: () => call(api.review(planId), 'DELETE'),
    decide: (decision) => call(api.approvals(planId), 'POST', decision),
    withdraw: () => call(api.approvals(planId), 'DELETE'),
    waive: (waiver) => call(api.waivers(planId), 'POST', waiver),
    unwaive: (key) => call(api.waivers(planId), 'DELETE', { key }),
    restore: (revision) => call(api.restore(planId), 'POST', revision),
    close: (closing) => call(api.closePlan(planId), 'POST', closing),
    reopen: (why) => call(api.closePlan(planId), 'DELETE', { why }),
  };
}
