import { counted } from '@/lib/base/words';
import { severedLines } from '@/lib/cli/analyze/severed-lines';
import { table } from '@/lib/cli/analyze/table';
import { type Checked, checkCode, counts, sayCode } from '@/lib/cli/check/verdict';
import { plain } from '@/lib/cli/plain';
import { closableGaps } from '@/lib/reconcile/coverage';
import type { PlannedRow } from '@/lib/reconcile/reconcile';
import { countTriage, type TriageRow } from '@/lib/triage/triage';
import type { Severity } from '@/lib/upgrade/analysis';

/** Longer texts of a log are cut: a CI's page is read by people. */
const MOST = 2_000;
const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

const WEIGHT: Record<Severity, number> = { blocker: 0, warning: 1, info: 2 };
const grave = (rows: readonly TriageRow[]): TriageRow[] =>
  rows
    .filter(({ finding }) => finding.severity !== 'info')
    .toSorted((a, b) => WEIGHT[a.finding.severity] - WEIGHT[b.finding.severity]);

const statusWords = ({ status, flags }: PlannedRow): string => [status, ...flags].join(', ');
const LISTED = 100;

const findingLine = ({ finding, state, news }: TriageRow): string =>
  `${finding.severity.padEnd(7)}  line ${finding.line}  ${finding.rule}${news === 'new' ? ' (new)' : ''}${state === 'open' ? '' : ` (${state})`}: ${cut(finding.message)}`;

/** What a person reads. */
export function textOf(checked: Checked): string {
  const { reconciliation, coverage, rows } = checked;
  const planned = table(
    ['step', 'planned', 'status', '>line', 'why'],
    reconciliation.planned.map((row) => [
      row.step,
      row.vat,
      statusWords(row),
      String(row.proof?.line ?? '–'),
      cut(row.why),
    ]),
  );
  const told = grave(rows);
  const { accepted, benign, openBlockers, newBlockers } = countTriage(rows);
  const severed = severedLines(reconciliation);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [
      'Plan',
      [
        ...planned,
        ...(reconciliation.extra.length > 0
          ? [`${counted(reconciliation.extra.length, 'upgrade')} not in the plan.`]
          : []),
      ],
    ],
    ...(reconciliation.severed ? [['Severed subscribers', severed] as const] : []),
    [
      `Not tried out (${coverage.covered} of ${coverage.planned} were)`,
      coverage.gaps.length > 0
        ? coverage.gaps.map(({ kind, message }) => `${kind}: ${cut(message)}`)
        : ['Nothing.'],
    ],
    [
      'Findings',
      [
        ...told.slice(0, LISTED).map(findingLine),
        ...(told.length > LISTED ? [`… and ${told.length - LISTED} more.`] : []),
        `${counted(openBlockers, 'open blocker')}, ${newBlockers} of them new; ${accepted} accepted, ${benign} noise.`,
      ],
    ],
    ['Verdict', [sayCode(checkCode(checked))]],
  ];
  return plain(
    parts.map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`).join('\n'),
  );
}

/** What a program reads, `vatdeck/check@1`; also a baseline for the next check. */
export function jsonOf(checked: Checked): string {
  const { analysis, reconciliation, coverage, rows } = checked;
  const code = checkCode(checked);
  const findings = rows.map(({ finding, key, state, news, mark }) => ({
    ...finding,
    key,
    state,
    news,
    counts: counts({ finding, key, state, news, mark, assigned: null }, checked),
    mark,
  }));
  const document = {
    schema: 'vatdeck/check@1',
    code,
    verdict: sayCode(code),
    source: { bytes: analysis.source.bytes, lines: analysis.source.lines, sha256: analysis.source.sha256 },
    reconciliation,
    coverage,
    counts: countTriage(rows),
    findings,
  };
  return `${JSON.stringify(document)}\n`;
}

/** What ends a workflow command's value (actions/toolkit packages/core/src/command.ts). */
const escapeData = (text: string): string =>
  text.replaceAll('\t', ' ').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

type Level = 'error' | 'warning' | 'notice';

/** Annotations of a GitHub workflow, one a line: what counts is an error or a warning, what was accepted a notice. */
export function githubOf(checked: Checked): string {
  const line = (level: Level, title: string, message: string, at: number | null): string => {
    const place = at === null ? '' : `,line=${at}`;
    return `::${level} file=${escapeProperty(plain(checked.file))}${place},title=${escapeProperty(plain(title))}::${escapeData(plain(cut(message)))}\n`;
  };
  const levelOf = (row: TriageRow): Level =>
    !counts(row, checked) ? 'notice' : row.finding.severity === 'blocker' ? 'error' : 'warning';
  const gaps = closableGaps(checked.coverage).map(({ kind, message, proof }) =>
    line(checked.needsCoverage ? 'error' : 'warning', `not tried out: ${kind}`, message, proof?.line ?? null),
  );
  const findings = grave(checked.rows).map((row) =>
    line(levelOf(row), row.finding.rule, row.finding.message, row.finding.line),
  );
  const code = checkCode(checked);
  return [
    ...findings,
    ...gaps,
    line(code === 0 ? 'notice' : 'error', 'vatdeck check', sayCode(code), null),
  ].join('');
}

/** Text that XML 1.0 can hold: what it cannot (most control characters, half pairs) is left out, what would be markup is written out. */
export function xmlText(text: string): string {
  let clean = '';
  for (const char of cut(text)) {
    const code = char.codePointAt(0) ?? 0;
    const allowed =
      code === 9 ||
      code === 10 ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000;
    if (allowed && !(code >= 0x7f && code <= 0x9f)) clean += char;
  }
  return clean
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;');
}

type Case = {
  readonly suite: string;
  readonly name: string;
  readonly failure?: string;
  readonly skipped?: string;
};

const caseXml = ({ suite, name, failure, skipped }: Case): string => {
  const head = `    <testcase classname="vatdeck.${xmlText(suite)}" name="${xmlText(name)}"`;
  if (failure !== undefined) return `${head}><failure message="${xmlText(failure)}"/></testcase>\n`;
  if (skipped !== undefined) return `${head}><skipped message="${xmlText(skipped)}"/></testcase>\n`;
  return `${head}/>\n`;
};

function suiteXml(name: string, cases: readonly Case[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((one) => one.failure === undefined && one.skipped !== undefined).length;
  return `  <testsuite name="${name}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}">\n${cases.map(caseXml).join('')}  </testsuite>\n`;
}

function plannedCase(row: PlannedRow): Case {
  const name = `${row.step} ${row.vat}`;
  if (row.status !== 'done') return { suite: 'plan', name, failure: `${row.status}: ${row.why}` };
  return { suite: 'plan', name };
}

/** JUnit XML: a case for each planned upgrade, each gap, each blocker and warning. Well-formed whatever the log holds. */
export function junitOf(checked: Checked): string {
  const { reconciliation, coverage, rows, needsCoverage } = checked;
  const gaps = coverage.gaps.map((gap): Case => {
    const name = `${gap.kind} ${gap.stepId ?? ''}`.trim();
    return needsCoverage && gap.closable
      ? { suite: 'coverage', name, failure: gap.message }
      : { suite: 'coverage', name, skipped: gap.message };
  });
  const findings = grave(rows).map((row): Case => {
    const { finding, mark } = row;
    const name = `${finding.rule} line ${finding.line}`;
    const fails = counts(row, checked) && finding.severity === 'blocker';
    if (fails) return { suite: 'findings', name, failure: finding.message };
    return { suite: 'findings', name, skipped: mark ? `${row.state}: ${mark.reason}` : finding.message };
  });
  const code = checkCode(checked);
  const verdict: Case = {
    suite: 'verdict',
    name: 'exit code',
    ...(code === 0 ? {} : { failure: `${code}: ${sayCode(code)}` }),
  };
  const suites = [
    suiteXml('plan', reconciliation.planned.map(plannedCase)),
    suiteXml('coverage', gaps),
    suiteXml('findings', findings),
    suiteXml('verdict', [verdict]),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="vatdeck check">\n${suites.join('')}</testsuites>\n`;
}
