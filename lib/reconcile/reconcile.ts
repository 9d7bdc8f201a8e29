import type { Plan } from '@/lib/plan/plan';
import type { Foresight } from '@/lib/reconcile/foresight';
import { matchUpgrades } from '@/lib/reconcile/match';
import { planFindings } from '@/lib/reconcile/plan-findings';
import { type Planned, plannedUpgrades } from '@/lib/reconcile/planned-upgrades';
import { compareSevered, type SeveredComparison } from '@/lib/reconcile/severed';
import type { Analysis, CoreEval, Finding, Upgrade } from '@/lib/upgrade/analysis';

export type PlannedStatus = 'done' | 'failed' | 'pending' | 'not-seen';
export type PlannedFlag =
  | 'wrong-bundle'
  | 'wrong-incarnation'
  | 'out-of-order'
  | 'shared-run'
  | 'not-isolated';

/** A place in the log that shows what is claimed; bytes from 0 of the uncompressed text. */
export type Proof = { line: number; byte: number };

export type PlannedRow = Planned & {
  status: PlannedStatus;
  /** The attempt that decides: the latest of this entry's. */
  upgradeIndex: number | null;
  /** All of them, in log order. */
  attempts: number[];
  line: number | null;
  /** What the status rests on: the attempt, else the core eval of its step; null where the log holds neither. */
  proof: Proof | null;
  /** What there is to say about the status, in one sentence. */
  why: string;
  flags: PlannedFlag[];
};

/** What was planned against what happened. `extra` are indexes of upgrades that the plan does not ask for. */
export type Reconciliation = {
  planned: PlannedRow[];
  extra: number[];
  orderViolations: { before: string; after: string; line: number; byte: number }[];
  isolationViolations: {
    upgradeIndex: number;
    reason: 'shared-run' | 'not-isolated';
    line: number;
    byte: number;
  }[];
  findings: Finding[];
  /** Only with what an inventory foretells. */
  severed?: SeveredComparison[];
};

type Status = Pick<PlannedRow, 'status' | 'why' | 'proof'>;

const proofOf = ({ line, byte, outcomeLine, outcomeByte }: CoreEval): Proof =>
  outcomeLine === null || outcomeByte === null ? { line, byte } : { line: outcomeLine, byte: outcomeByte };

/** Without an attempt: the step's core eval tells whether one may still come (`domain/vat-upgrade.md` 12.3). */
function statusWithout({ stepIndex }: Planned, { steps, summary }: Analysis<unknown>): Status {
  const trigger = steps.findLast(({ step, lost }) => step === String(stepIndex) && !lost);
  if (!trigger) {
    const why = summary.open
      ? 'The log has not come to this step.'
      : 'The log ends without this step and without an attempt.';
    return { status: 'not-seen', why, proof: null };
  }
  const proof = proofOf(trigger);
  if (trigger.committed === null)
    return { status: 'pending', why: 'Its core eval has begun; its block is not over.', proof };
  const said = trigger.error === null ? '' : `: ${trigger.error}`;
  return { status: 'failed', why: `Its core eval (${trigger.outcome}) made no attempt${said}.`, proof };
}

function statusOf(upgrade: Upgrade): Status {
  const proof = { line: upgrade.startLine, byte: upgrade.startByte };
  switch (upgrade.outcome) {
    case 'upgraded':
      return { status: 'done', why: sayDone(upgrade), proof };
    case 'interrupted':
      return upgrade.progress === 'running'
        ? { status: 'pending', why: 'Its crank is open.', proof }
        : { status: 'failed', why: 'The log or its process ended inside the crank.', proof };
    case 'rolled-back':
      return { status: 'failed', why: `Rolled back: ${upgrade.error ?? 'no reason was logged'}.`, proof };
    case 'no-op':
      return { status: 'failed', why: 'The vat was gone already.', proof };
    default:
      return { status: 'failed', why: 'How it ended is not known.', proof };
  }
}

function sayDone({ incarnationBefore, incarnationAfter, committed }: Upgrade): string {
  const numbers =
    incarnationAfter === null ? 'Upgraded' : `Incarnation ${incarnationBefore ?? '?'} → ${incarnationAfter}`;
  return committed === false ? `${numbers}; its block was not committed.` : `${numbers}.`;
}

function wrongBundle({ bundle }: Planned, { bundleID, contractBundleID }: Upgrade): boolean {
  return bundle?.startsWith('b1-') === true && ![bundleID, contractBundleID].includes(bundle);
}

const wrongIncarnation = ({ incarnation }: Planned, { outcome, incarnationAfter }: Upgrade): boolean =>
  outcome === 'upgraded' &&
  incarnation !== null &&
  incarnationAfter != null &&
  incarnationAfter !== incarnation;

function rowOf(planned: Planned, attempts: number[], analysis: Analysis<unknown>): PlannedRow {
  const index = attempts.at(-1) ?? null;
  const upgrade = index === null ? undefined : analysis.upgrades[index];
  const run = upgrade && upgrade.runIndex !== null ? analysis.runs[upgrade.runIndex] : undefined;
  const flags: PlannedFlag[] = [];
  if (upgrade && wrongBundle(planned, upgrade)) flags.push('wrong-bundle');
  if (upgrade && wrongIncarnation(planned, upgrade)) flags.push('wrong-incarnation');
  if (run && run.upgrades.length > 1) flags.push('shared-run');
  if (upgrade && !upgrade.isolated) flags.push('not-isolated');
  return {
    ...planned,
    ...(upgrade ? statusOf(upgrade) : statusWithout(planned, analysis)),
    upgradeIndex: index,
    attempts,
    line: upgrade?.startLine ?? null,
    flags,
  };
}

/** Entries of an earlier step that were seen after one of a later step; inside one step the order is undefined. */
function orderViolations(rows: readonly PlannedRow[]): { row: PlannedRow; before: PlannedRow }[] {
  let latest: PlannedRow | null = null;
  const found: { row: PlannedRow; before: PlannedRow }[] = [];
  for (const row of rows) {
    if (row.line === null) continue;
    if (latest?.line != null && row.line < latest.line && row.stepIndex > latest.stepIndex)
      found.push({ row, before: latest });
    else latest = row;
  }
  return found;
}

function isolationViolations({
  upgradeIndex,
  flags,
  proof,
}: PlannedRow): Reconciliation['isolationViolations'] {
  if (upgradeIndex === null || proof === null) return [];
  return flags.flatMap((flag) =>
    flag === 'shared-run' || flag === 'not-isolated' ? [{ upgradeIndex, reason: flag, ...proof }] : [],
  );
}

/**
 * The plan against the document of a log: what became of each planned upgrade, with the place that proves it, what was not planned,
 * what came in another order or not alone; with what an inventory of before foretells (`foresightOf`), who was to be severed and who was.
 */
export function reconcile(plan: Plan, analysis: Analysis<unknown>, foresight?: Foresight): Reconciliation {
  const planned = plannedUpgrades(plan);
  const matched = matchUpgrades(planned, analysis.upgrades);
  const rows = planned.map((entry, i) => rowOf(entry, matched[i] ?? [], analysis));
  const taken = new Set(matched.flat());
  const extra = analysis.upgrades.flatMap(({ lost }, index) => (lost || taken.has(index) ? [] : [index]));
  const violations = orderViolations(rows);
  for (const { row } of violations) row.flags.push('out-of-order');
  return {
    planned: rows,
    extra,
    orderViolations: violations.map(({ row, before }) => ({
      before: before.vat,
      after: row.vat,
      line: row.line ?? 0,
      byte: row.proof?.byte ?? 0,
    })),
    isolationViolations: rows.flatMap(isolationViolations),
    findings: planFindings(rows, extra, analysis),
    ...(foresight ? { severed: compareSevered(analysis, foresight) } : {}),
  };
}
