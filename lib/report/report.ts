import type { Plan } from '@/lib/plan/plan';
import type { ReportDetails } from '@/lib/report/details';
import type { ExpectedLine } from '@/lib/report/expected-lines';
import type { HaltForecast } from '@/lib/report/halt';
import type { HeightEstimate } from '@/lib/report/height-estimate';
import type { Spread } from '@/lib/report/spread';
import type { Severity, UpgradeOutcome } from '@/lib/upgrade/analysis';

/**
 * What validators receive: one value, of which the page, the print, the Markdown and the JSON are forms. Times are ms since 1970,
 * durations seconds, sizes bytes, lines count from 1. A published one never changes; its content hash is over its canonical JSON.
 */
export const REPORT_SCHEMA = 'vatdeck/report@1';

export type Report = {
  readonly schema: typeof REPORT_SCHEMA;
  readonly title: string;
  /** From 1; the next version of the same report corrects this one. */
  readonly version: number;
  readonly correction: string | null;
  /** Content hash of the version that this one corrects. */
  readonly corrects: string | null;
  readonly madeAt: number;
  readonly chain: string;
  readonly upgradeName: string;
  readonly planDigest: string;
  readonly target: Plan['target'];
  readonly when: HeightEstimate | null;
  readonly details: Omit<ReportDetails, 'hardware'>;
  readonly halt: HaltForecast;
  readonly expected: readonly ExpectedLine[];
  readonly trouble: readonly ExpectedLine[];
  readonly steps: readonly ReportStep[];
  readonly vats: readonly ReportVat[];
  readonly findings: readonly ReportFinding[];
  readonly approvals: readonly ReportApproval[];
  /** The policy's verdict on this digest, in words. */
  readonly verdict: string;
  readonly rehearsals: readonly ReportRehearsal[];
  readonly notRehearsed: readonly string[];
  /** In the final report: what was promised and what happened. */
  readonly outcome: ReportOutcome | null;
};

/** What one rehearsal shows of a step or a vat; `rehearsal` counts from 0. */
export type Evidence = {
  readonly rehearsal: number;
  readonly outcome: UpgradeOutcome | 'not seen';
  readonly line: number | null;
  readonly seconds: number | null;
  readonly error: string | null;
};

export type ReportStep = {
  /** Its place in the plan, from 1. */
  readonly no: number;
  /** Its number on the chain (`x/upgrade-N`), from 0; null for an act of people. */
  readonly code: number | null;
  readonly title: string;
  readonly what: string;
  readonly modules: readonly string[];
  readonly vats: readonly string[];
  readonly seconds: Spread | null;
};

export type Incarnation = { readonly incarnation: number | null; readonly bundle: string | null };

export type ReportVat = {
  /** As the plan names it. */
  readonly vat: string;
  readonly vatID: string | null;
  readonly name: string | null;
  readonly step: number;
  readonly before: Incarnation;
  readonly after: Incarnation;
  readonly evidence: readonly Evidence[];
  /** Names of subscribers that were told, over all rehearsals, and of those that never came back. */
  readonly subscribers: readonly string[];
  readonly gaveUp: readonly string[];
};

export type ReportFinding = {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  readonly vat: string | null;
  /** Where it was seen. */
  readonly places: readonly { readonly rehearsal: number; readonly line: number }[];
  readonly judged: 'open' | 'accepted' | 'benign';
  readonly reason: string | null;
  readonly by: string | null;
};

export type ReportApproval = {
  readonly name: string;
  readonly decision: 'approve' | 'decline';
  readonly reason: string | null;
  readonly at: number;
};

export type ReportRehearsal = {
  readonly title: string;
  readonly kind: string;
  readonly startedAt: number | null;
  readonly samePlan: boolean;
  readonly planDigest: string | null;
  readonly sha256: string | null;
  readonly lines: number;
  readonly bytes: number;
  readonly hardware: string;
  readonly upgraded: number;
  readonly attempted: number;
  readonly blockers: number;
  /** Most memory of the node's process that was seen, without its workers. */
  readonly peakRss: number | null;
  readonly memory: readonly { readonly blockHeight: number; readonly rss: number }[];
};

export type PhaseOutcome = {
  readonly key: string;
  readonly title: string;
  readonly promised: Spread | null;
  readonly happened: number | null;
  readonly verdict: 'within' | 'faster' | 'slower' | 'not promised' | 'not seen';
};

export type ReportOutcome = {
  readonly run: ReportRehearsal;
  readonly sentence: string;
  readonly phases: readonly PhaseOutcome[];
  readonly vats: readonly (Evidence & { readonly vat: string })[];
  /** Findings of the run that no rehearsal had. */
  readonly newFindings: readonly ReportFinding[];
};
