import { formatBytes, formatDuration } from '@/lib/base/time';
import { counted } from '@/lib/base/words';
import type { Paint } from '@/lib/cli/analyze/paint';
import { severedLines } from '@/lib/cli/analyze/severed-lines';
import { table } from '@/lib/cli/analyze/table';
import type { Reconciliation } from '@/lib/reconcile/reconcile';
import type { Analysis, Finding, Severity, Upgrade } from '@/lib/upgrade/analysis';
import { fateOf } from '@/lib/upgrade/summary';

const COLOURS = { blocker: 'failed', warning: 'attention', info: 'faint' } as const satisfies Record<
  Severity,
  keyof Paint
>;

const incarnation = ({ incarnationBefore, incarnationAfter }: Upgrade): string =>
  `${incarnationBefore ?? '?'} → ${incarnationAfter ?? '?'}`;

function upgradeRow(upgrade: Upgrade): string[] {
  const { vatID, name, step, blockHeight, runNum, outcome, committed, lost } = upgrade;
  const computrons = upgrade.deliveries.reduce((sum, delivery) => sum + (delivery.computrons ?? 0), 0);
  const back = upgrade.severed.filter((severed) => fateOf(severed) === 'resubscribed').length;
  const doubt = lost ? ' (lost)' : committed === false ? ' (not committed)' : '';
  return [
    name ?? '–',
    vatID,
    step ?? '–',
    blockHeight === null ? '–' : `${blockHeight}/${runNum ?? '?'}`,
    incarnation(upgrade),
    `${outcome}${doubt}`,
    formatDuration(upgrade.seconds),
    computrons === 0 ? '–' : computrons.toLocaleString('en'),
    `${back} of ${upgrade.severed.length}`,
    String(upgrade.startLine),
  ];
}

const HEADS = [
  'vat',
  'id',
  'step',
  'block/run',
  'incarnation',
  'outcome',
  '>time',
  '>computrons',
  'came back',
  '>line',
];

function upgradeLines({ upgrades }: Analysis<unknown>, paint: Paint): string[] {
  if (upgrades.length === 0) return ['No vat was upgraded.'];
  const [head = '', ...rows] = table(HEADS, upgrades.map(upgradeRow));
  const colour = (row: string, i: number): string => {
    const outcome = upgrades[i]?.outcome;
    if (outcome === 'upgraded') return row.replace('upgraded', paint.done('upgraded'));
    return outcome
      ? row.replace(outcome, (outcome === 'interrupted' ? paint.attention : paint.failed)(outcome))
      : row;
  };
  return [paint.bold(head), ...rows.map(colour)];
}

const LISTED = 50;

/** Blockers and warnings with their place; what is only information is counted. */
function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const told = findings.filter(({ severity }) => severity !== 'info');
  const infos = findings.length - told.length;
  const lines = told.slice(0, LISTED).map(({ rule, severity, line, message }) => {
    const label = paint[COLOURS[severity]](severity.padEnd(7));
    return `${label}  line ${line}  ${rule}: ${message}`;
  });
  if (told.length > LISTED) lines.push(`… and ${told.length - LISTED} more; --json lists all.`);
  if (infos > 0) lines.push(paint.faint(`${counted(infos, 'note')} of information; --json lists them.`));
  return lines.length > 0 ? lines : ['No findings.'];
}

function totalLines({ source, summary, blocks, processStarts, terminations }: Analysis<unknown>): string[] {
  const { byOutcome } = summary;
  const committed = blocks.filter((block) => block.committed).length;
  return [
    `${counted(summary.upgradesAttempted, 'upgrade')}: ${byOutcome.upgraded} upgraded, ${byOutcome['rolled-back']} rolled back, ${byOutcome['no-op']} no-op, ${byOutcome.interrupted} interrupted; ${counted(terminations.length, 'vat')} terminated.`,
    `${counted(summary.severedPromises, 'promise')} severed: ${summary.resubscribed} subscribed again, ${summary.gaveUp} gave up, ${summary.subscriberReplaced} replaced.`,
    `${counted(blocks.length, 'block')} (${committed} committed), ${counted(summary.runs, 'run')}, ${counted(processStarts.length, 'process start')}; ${counted(source.lines, 'line')}, ${formatBytes(source.bytes)}, ${counted(source.replayedEntries, 'entry', 'entries')} replayed.`,
    `${counted(summary.blockers, 'blocker')}, ${counted(summary.warnings, 'warning')}${summary.open ? '; the log ends before what it began' : ''}.`,
  ];
}

function planLines({ planned, extra }: Reconciliation): string[] {
  const rows = planned.map((row) => [
    row.step,
    row.vat,
    row.status,
    row.flags.join(', '),
    row.line === null ? '' : String(row.line),
  ]);
  const lines = table(['step', 'planned', 'status', 'remarks', '>line'], rows);
  return extra.length > 0 ? [...lines, `${counted(extra.length, 'upgrade')} not in the plan.`] : lines;
}

/** What a person reads: upgrades, plan, findings with the line that proves them, totals. */
export function summaryText(
  analysis: Analysis<unknown>,
  reconciliation: Reconciliation | null,
  paint: Paint,
): string {
  const findings = [...analysis.findings, ...(reconciliation?.findings ?? [])];
  const parts: [title: string, lines: string[]][] = [
    ['Upgrades', upgradeLines(analysis, paint)],
    ...(reconciliation ? [['Plan', planLines(reconciliation)] satisfies [string, string[]]] : []),
    ...(reconciliation?.severed
      ? [['Severed subscribers', severedLines(reconciliation)] satisfies [string, string[]]]
      : []),
    ['Findings', findingLines(findings, paint)],
    ['Totals', totalLines(analysis)],
  ];
  return parts
    .map(([title, lines]) => `${paint.bold(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`)
    .join('\n');
}
