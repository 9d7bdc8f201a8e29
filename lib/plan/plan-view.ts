import type { Plan } from '@/lib/plan/plan';

export type PlanState = 'draft' | 'in-review' | 'superseded' | 'withdrawn';

export type ApprovalView = {
  id: string;
  digest: string;
  actor: string;
  decision: 'approve' | 'decline';
  reason: string | null;
  createdAt: number;
  withdrawnAt: number | null;
  /** The plan's digest has changed since. */
  stale: boolean;
};

/** A plan as its page and `GET /api/plans/:id` show it. Times are ms since 1970. */
export type PlanView = {
  id: string;
  title: string;
  state: PlanState;
  revisionNo: number;
  digest: string;
  author: string;
  createdAt: number;
  updatedAt: number;
  plan: Plan;
  approvals: ApprovalView[];
  /** Derived: the current digest has an approval and no decline. */
  approved: boolean;
};
