import { emptyPlan } from '@/lib/plan/empty-plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { DEFAULT_POLICY } from '@/lib/plan/policy';
import type { Verdict } from '@/lib/plan/verdict';

/** A verdict for tests: nobody has decided anything. */
export const drawnVerdict = (of: Partial<Verdict> = {}): Verdict => ({
  approved: false,
  needs: DEFAULT_POLICY.needs.map((need) => ({ ...need, have: [] })),
  declinedBy: [],
  expired: [],
  excluded: [],
  open: [],
  sentence: 'It needs 1 more approval by an approver or admin.',
  ...of,
});

/** A plan's view for tests: an empty draft of "ann", with what the test is about. */
export const drawnPlanView = (of: Partial<PlanView> = {}): PlanView => ({
  id: 'p',
  title: 'Plan',
  state: 'draft',
  revisionNo: 1,
  digest: 'd',
  author: 'ann',
  createdAt: 0,
  updatedAt: 0,
  reviewRequestedAt: null,
  reviewRequestedBy: null,
  chain: 'c',
  upgradeName: 'u',
  target: null,
  stepCount: 0,
  vats: [],
  vatCount: 0,
  policy: DEFAULT_POLICY,
  editors: ['ann'],
  verdict: drawnVerdict(),
  approved: false,
  plan: emptyPlan('c', 'u'),
  approvals: [],
  violations: [],
  waivers: [],
  revisions: [],
  commentCounts: {},
  lastApproved: null,
  inventory: null,
  ...of,
});
