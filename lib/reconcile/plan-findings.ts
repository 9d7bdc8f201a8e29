import type { PlannedRow } from '@/lib/reconcile/reconcile';
import type { Analysis, Finding, Severity } from '@/lib/upgrade/analysis';

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

type Rule = {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: (row: PlannedRow) => string;
};

const MISSED: Rule = {
  rule: 'planned-not-upgraded',
  severity: 'blocker',
  message: ({ vat, step }) => `${vat} is planned in step ${step} and the log holds no attempt.`,
};

const BY_FLAG: Readonly<Partial<Record<PlannedRow['flags'][number], Rule>>> = {
  'wrong-bundle': {
    rule: 'wrong-bundle',
    severity: 'blocker',
    message: ({ vat, status }) =>
      `${vat} was ${status === 'done' ? 'upgraded' : 'to be upgraded'} to another bundle than the plan's.`,
  },
  'wrong-incarnation': {
    rule: 'planned-incarnation',
    severity: 'blocker',
    message: ({ vat, incarnation }) => `${vat} is not at incarnation ${incarnation}, which the plan expects.`,
  },
  'out-of-order': {
    rule: 'out-of-order',
    severity: 'warning',
    message: ({ vat }) => `${vat} was upgraded before a vat of an earlier step.`,
  },
};

function ofRow(row: PlannedRow, analysis: Analysis<unknown>): Finding[] {
  const missed = row.status === 'not-seen' ? !analysis.summary.open : row.status === 'failed';
  const rules = [
    ...(missed && row.upgradeIndex === null ? [MISSED] : []),
    ...row.flags.flatMap((flag) => BY_FLAG[flag] ?? []),
  ];
  const params = { step: row.step, vat: row.vat };
  const at = place(analysis, row.upgradeIndex);
  return rules.map(({ rule, severity, message }) => ({
    rule,
    severity,
    ...at,
    message: message(row),
    params,
  }));
}

function unplanned(index: number, analysis: Analysis<unknown>): Finding {
  const name = analysis.upgrades[index]?.name ?? analysis.upgrades[index]?.vatID ?? '?';
  return {
    rule: 'unplanned-upgrade',
    severity: 'warning',
    ...place(analysis, index),
    message: `${name} was upgraded and is not in the plan.`,
    params: { vat: name },
  };
}

/** Rules that need the plan; the rest are the document's own (`domain/vat-upgrade.md` 13). In the order of the log. */
export const planFindings = (
  rows: readonly PlannedRow[],
  extra: readonly number[],
  analysis: Analysis<unknown>,
): Finding[] =>
  [
    ...rows.flatMap((row) => ofRow(row, analysis)),
    ...extra.map((index) => unplanned(index, analysis)),
  ].toSorted((a, b) => a.line - b.line);
