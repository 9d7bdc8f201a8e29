import type { Plan } from '@/lib/plan/plan';
import type { ApprovalPolicy } from '@/lib/plan/policy';
import type { Verdict } from '@/lib/plan/verdict';
import type { Violation } from '@/lib/plan/violation';

export type PlanState = 'draft' | 'in-review' | 'superseded' | 'withdrawn';

export type ApprovalView = {
  id: string;
  digest: string;
  /** The newest revision with that digest when it was decided on: the diff since starts here. */
  revisionNo: number;
  actor: string;
  decision: 'approve' | 'decline';
  reason: string | null;
  createdAt: number;
  withdrawnAt: number | null;
  /** The plan's digest has changed since. */
  stale: boolean;
};

export type WaiverView = {
  id: string;
  /** Key of the violation. */
  key: string;
  /** What the violation said when it was waived; it may be gone by now. */
  message: string;
  digest: string;
  revisionNo: number;
  actor: string;
  reason: string;
  createdAt: number;
  withdrawnAt: number | null;
  withdrawnBy: string | null;
  holds: boolean;
  /** Why it does not hold; null while it does. */
  why: string | null;
};

/** A revision without its content. */
export type RevisionHead = {
  no: number;
  digest: string;
  title: string;
  author: string;
  why: string | null;
  /** The revision whose content was restored by this one. */
  restoredFrom: number | null;
  createdAt: number;
};

/** `GET /api/plans/:id/revisions/:no`. */
export type RevisionView = RevisionHead & { plan: Plan };

/** A remark on a step; it outlives the step. */
export type CommentView = {
  id: string;
  stepId: string;
  /** The step's title when the remark was made. */
  stepTitle: string;
  author: string;
  text: string;
  createdAt: number;
  revisionNo: number;
  /** The plan has this step no more. */
  stepGone: boolean;
};

/** A plan in a list (`GET /api/plans`): what it takes to say how it stands and for whom it waits. Times are ms since 1970. */
export type PlanHead = {
  id: string;
  title: string;
  state: PlanState;
  revisionNo: number;
  digest: string;
  /** Of the current revision. */
  author: string;
  createdAt: number;
  updatedAt: number;
  reviewRequestedAt: number | null;
  reviewRequestedBy: string | null;
  chain: string;
  upgradeName: string;
  target: Plan['target'];
  stepCount: number;
  /** The first vats it means to upgrade, in order, each once: a list of plans stays light. */
  vats: readonly string[];
  /** How many vats it means to upgrade. */
  vatCount: number;
  policy: ApprovalPolicy;
  /** Who made or edited the current digest since the last approved one. */
  editors: readonly string[];
  verdict: Verdict;
  /** `verdict.approved`: in review, and the policy is satisfied for the current digest. */
  approved: boolean;
};

/** Findings of a run that nobody has accepted or called noise; `newBlockers` were not in the run before. */
export type PlanTriage = { runId: string; newBlockers: number; openBlockers: number; openWarnings: number };

/** A plan as its page and `GET /api/plans/:id` show it. */
export type PlanView = PlanHead & {
  plan: Plan;
  approvals: ApprovalView[];
  violations: Violation[];
  /** Oldest first, also those that hold no more. */
  waivers: WaiverView[];
  /** The newest 50, newest first; the rest by `GET /api/plans/:id/revisions`. */
  revisions: RevisionHead[];
  /** How many comments each step has, by its id. */
  commentCounts: Readonly<Record<string, number>>;
  lastApproved: { digest: string; revisionNo: number } | null;
  /** What its rules know of the chain; null: nothing. */
  inventory: { id: string; label: string } | null;
  /** What the newest run of it that has ended found; null where none has. */
  triage?: PlanTriage | null;
};
