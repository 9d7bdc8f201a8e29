import type { Plan } from '@/lib/plan/plan';
import type { ReportDetails } from '@/lib/report/details';
import type { ReportApproval, ReportFinding } from '@/lib/report/report';
import type { Spread } from '@/lib/report/spread';
import type { Analysis, Finding } from '@/lib/upgrade/analysis';

/** A run that the report is made from. Times are ms since 1970. */
export type RunInput = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly startedAt: number | null;
  readonly planDigest: string | null;
  readonly sha256: string | null;
  readonly analysis: Analysis<unknown>;
};

export type ReportInput = {
  readonly title: string;
  readonly version: number;
  readonly correction: string | null;
  readonly corrects: string | null;
  readonly madeAt: number;
  readonly plan: Plan;
  readonly planDigest: string;
  readonly details: ReportDetails;
  readonly rehearsals: readonly RunInput[];
  /** A block of the target chain whose time is known, and the chain's pace in seconds per block; null: no estimate is made. */
  readonly now: { readonly height: number; readonly at: number; readonly pace: Spread } | null;
  /** A run on a machine like the readers'; null: the numbers stay those of the rehearsals' machines. */
  readonly reference: RunInput | null;
  readonly judge: Judge;
  readonly approvals: readonly ReportApproval[];
  readonly verdict: string;
  /** What the rehearsals did not exercise (lib/reconcile's coverage), in words. */
  readonly gaps: readonly string[];
};

export type Judgement = Pick<ReportFinding, 'judged' | 'reason' | 'by'>;

/** What people decided of a finding of a run. */
export type Judge = (finding: Finding, run: RunInput) => Judgement;

export const NOT_JUDGED: Judgement = { judged: 'open', reason: null, by: null };
