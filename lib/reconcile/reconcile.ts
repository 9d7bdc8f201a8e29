import type { Plan } from '@/lib/plan/plan';
import { type Planned, plannedUpgrades } from '@/lib/reconcile/planned-upgrades';
import type { Analysis, Finding, Upgrade } from '@/lib/upgrade/analysis';

export type PlannedStatus = 'done' | 'failed' | 'pending' | 'not-seen';
export type PlannedFlag = 'wrong-bundle' | 'out-of-order' | 'shared-run' | 'not-isolated';

export type PlannedRow = Planned & {
  status: PlannedStatus;
  /** The attempt that decides: the latest of this entry's. */
  upgradeIndex: number | null;
  line: number | null;
  flags: PlannedFlag[];
};

/** What was planned against what happened. `extra` are indexes of upgrades that the plan does not ask for. */
export type Reconciliation = {
  planned: PlannedRow[];
  extra: number[];
  orderViolations: { before: string; after: string; line: number }[];
  isolationViolations: { upgradeIndex: number; reason: 'shared-run' | 'not-isolated'; line: number }[];
  findings: Finding[];
};

type Attempt = { upgrade: Upgrade; index: number };

const means = (planned: Planned, { vatID, name }: Upgrade): boolean =>
  planned.vat === vatID || (name !== null && planned.vat === name);

/**
 * Gives each planned entry its attempts, in the order of the log: one each, and where a vat was tried more often than it is
 * planned, a failed attempt's retries belong to the entry of the first.
 */
function matchAttempts(planned: readonly Planned[], attempts: readonly Attempt[]): Map<Planned, Attempt[]> {
  const matched = new Map<Planned, Attempt[]>();
  for (const vat of new Set(planned.map((entry) => entry.vat))) {
    const entries = planned.filter((entry) => entry.vat === vat);
    const [first] = entries;
    const left = first ? attempts.filter(({ upgrade }) => means(first, upgrade)) : [];
    entries.forEach((entry, i) => {
      const own = left.splice(0, 1);
      const others = entries.length - i - 1;
      while (left.length > others && own.at(-1)?.upgrade.outcome !== 'upgraded')
        own.push(...left.splice(0, 1));
      matched.set(entry, own);
    });
  }
  return matched;
}

/** Without an attempt: the step's core eval tells whether one may still come (`domain/vat-upgrade.md` 12.3). */
function statusWithout({ stepIndex }: Planned, { steps }: Analysis<unknown>): PlannedStatus {
  const trigger = steps.findLast(({ step, lost }) => step === String(stepIndex) && !lost);
  if (!trigger) return 'not-seen';
  return trigger.committed === null ? 'pending' : 'failed';
}

function statusOf(attempt: Attempt): PlannedStatus {
  switch (attempt.upgrade.outcome) {
    case 'upgraded':
      return 'done';
    case 'interrupted':
      return attempt.upgrade.progress === 'running' ? 'pending' : 'failed';
    case 'rolled-back':
    case 'no-op':
      return 'failed';
    default:
      return 'failed';
  }
}

function wrongBundle(planned: Planned, { bundleID, contractBundleID }: Upgrade): boolean {
  return planned.bundle?.startsWith('b1-') === true && ![bundleID, contractBundleID].includes(planned.bundle);
}

function rowOf(planned: Planned, attempts: readonly Attempt[], analysis: Analysis<unknown>): PlannedRow {
  const attempt = attempts.at(-1);
  const upgrade = attempt?.upgrade;
  const run = upgrade && upgrade.runIndex !== null ? analysis.runs[upgrade.runIndex] : undefined;
  const flags: PlannedFlag[] = [];
  if (upgrade && wrongBundle(planned, upgrade)) flags.push('wrong-bundle');
  if (run && run.upgrades.length > 1) flags.push('shared-run');
  if (upgrade && !upgrade.isolated) flags.push('not-isolated');
  return {
    ...planned,
    status: attempt ? statusOf(attempt) : statusWithout(planned, analysis),
    upgradeIndex: attempt?.index ?? null,
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

/** The plan against the document of a log. */
export function reconcile(plan: Plan, analysis: Analysis<unknown>): Reconciliation {
  const planned = plannedUpgrades(plan);
  const attempts = analysis.upgrades
    .map((upgrade, index) => ({ upgrade, index }))
    .filter(({ upgrade }) => !upgrade.lost);
  const matched = matchAttempts(planned, attempts);
  const rows = planned.map((entry) => rowOf(entry, matched.get(entry) ?? [], analysis));
  const taken = new Set([...matched.values()].flat().map(({ index }) => index));
  const extra = attempts.filter(({ index }) => !taken.has(index)).map(({ index }) => index);
  const violations = orderViolations(rows);
  for (const { row } of violations) row.flags.push('out-of-order');
  return {
    planned: rows,
    extra,
    orderViolations: violations.map(({ row, before }) => ({
      before: before.vat,
      after: row.vat,
      line: row.line ?? 0,
    })),
    isolationViolations: rows.flatMap(({ upgradeIndex, flags, line }) =>
      upgradeIndex === null || line === null
        ? []
        : flags.flatMap((flag) =>
            flag === 'shared-run' || flag === 'not-isolated' ? [{ upgradeIndex, reason: flag, line }] : [],
          ),
    ),
    findings: planFindings(rows, extra, analysis),
  };
}

const place = (analysis: Analysis<unknown>, index: number | null) => {
  const upgrade = index === null ? undefined : analysis.upgrades[index];
  return {
    ...(index === null ? {} : { upgradeIndex: index }),
    ...(upgrade ? { vatID: upgrade.vatID } : {}),
    line: upgrade?.startLine ?? analysis.source.lines,
    byte: upgrade?.startByte ?? analysis.source.bytes,
    time: upgrade?.startTime ?? analysis.source.lastTime,
  };
};

/** Rules that need the plan; the rest are the document's own (`domain/vat-upgrade.md` 13). */
function planFindings(
  rows: readonly PlannedRow[],
  extra: readonly number[],
  analysis: Analysis<unknown>,
): Finding[] {
  const ofRows = rows.flatMap((row): Finding[] => {
    const params = { step: row.step, vat: row.vat };
    const at = place(analysis, row.upgradeIndex);
    const found: Finding[] = [];
    const missed = row.status === 'not-seen' ? !analysis.summary.open : row.status === 'failed';
    if (missed && row.upgradeIndex === null)
      found.push({
        rule: 'planned-not-upgraded',
        severity: 'blocker',
        ...at,
        message: `${row.vat} is planned in step ${row.step} and the log holds no attempt.`,
        params,
      });
    if (row.flags.includes('wrong-bundle'))
      found.push({
        rule: 'wrong-bundle',
        severity: 'blocker',
        ...at,
        message: `${row.vat} was upgraded to another bundle than the plan's.`,
        params,
      });
    if (row.flags.includes('out-of-order'))
      found.push({
        rule: 'out-of-order',
        severity: 'warning',
        ...at,
        message: `${row.vat} was upgraded before a vat of an earlier step.`,
        params,
      });
    return found;
  });
  const unplanned = extra.map((index): Finding => {
    const name = analysis.upgrades[index]?.name ?? analysis.upgrades[index]?.vatID ?? '?';
    return {
      rule: 'unplanned-upgrade',
      severity: 'warning',
      ...place(analysis, index),
      message: `${name} was upgraded and is not in the plan.`,
      params: { vat: name },
    };
  });
  return [...ofRows, ...unplanned].sort((a, b) => a.line - b.line);
}
