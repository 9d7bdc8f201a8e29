import type { Mark } from '@/lib/triage/mark';
import type { TriageCounts } from '@/lib/triage/triage';

/** `GET /api/runs/:id/triage`: what it takes to triage the run's findings, which are in its document. */
export type TriageView = {
  readonly runId: string;
  readonly planId: string | null;
  /** That stand for this run, oldest first. */
  readonly marks: readonly Mark[];
  readonly baseline: { readonly runId: string; readonly title: string } | null;
  readonly baselineKeys: readonly string[] | null;
  /** Of the run and its plan; null while the run goes on. */
  readonly counts: TriageCounts | null;
};
