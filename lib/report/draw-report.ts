import type { Plan } from '@/lib/plan/plan';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { FIRST_DETAILS } from '@/lib/report/details';
import { NOT_JUDGED, type ReportInput, type RunInput } from '@/lib/report/input';
import type { Analysis } from '@/lib/upgrade/analysis';

/** For tests: a run of the built-in rehearsal as reports get it. */
export const drawRun = (analysis: Analysis<unknown>, over: Partial<RunInput> = {}): RunInput => ({
  id: 'run-1',
  title: 'All well',
  kind: 'rehearsal',
  startedAt: 1_795_000_000_000,
  planDigest: 'd1',
  sha256: analysis.source.sha256,
  analysis,
  ...over,
});

/** For tests: what a report of these runs is made from. */
export const drawInput = (
  rehearsals: readonly RunInput[],
  over: Partial<ReportInput> = {},
  plan: Plan = { ...rehearsalPlan(), target: { height: 1000 } },
): ReportInput => ({
  title: 'Upgrade 2',
  version: 1,
  correction: null,
  corrects: null,
  madeAt: 1_796_000_000_000,
  plan,
  planDigest: 'd1',
  details: FIRST_DETAILS,
  rehearsals,
  now: {
    height: 900,
    at: 1_796_000_000_000,
    pace: { median: 6, least: 5.5, most: 7, count: 50 },
  },
  reference: null,
  judge: () => NOT_JUDGED,
  approvals: [{ name: 'vera', decision: 'approve', reason: null, at: 1_795_500_000_000 }],
  verdict: 'Approved by vera.',
  gaps: [],
  ...over,
});
