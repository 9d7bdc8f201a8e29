import { formatBytes, formatDuration } from '@/lib/base/time';
import { counted, listed } from '@/lib/base/words';
import { linesOf } from '@/lib/report/details';
import { mdCode, mdLink, mdList, mdProse, mdTable, mdText } from '@/lib/report/markdown';
import type { Report, ReportFinding, ReportVat } from '@/lib/report/report';
import { NOT_MEASURED, sayChange, sayDuration, sayMachine, sayUtc, shortId } from '@/lib/report/words';

type Part = readonly string[];

/** A heading and what stands below it; nothing where that is nothing. */
const section = (title: string, ...parts: readonly Part[]): string[] => {
  const body = parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
  return body.length === 0 ? [] : ['', `## ${title}`, ...body];
};

const sayTarget = ({ target }: Report): string => {
  if (target === null) return 'height not yet known';
  return 'height' in target ? `height ${target.height}` : `height ${target.from} to ${target.to}`;
};

function decision(report: Report): string[] {
  const { when, halt, details } = report;
  return [
    `- **What**: upgrade ${mdCode(report.upgradeName)} of ${mdCode(report.chain)} at ${sayTarget(report)}${details.release === '' ? '' : `, release ${mdCode(details.release)}`}`,
    ...(when
      ? [
          `- **When**: ${sayUtc(when.at)} (${sayUtc(when.earliest)} to ${sayUtc(when.latest)}, by ${when.pace.median.toFixed(2)} s a block)`,
        ]
      : []),
    `- **Expected halt**: ${sayDuration(halt.total)}${halt.worryAfter === null ? '' : `; worry after ${formatDuration(halt.worryAfter)}`}`,
    ...(details.commit === '' ? [] : [`- **Commit**: ${mdCode(details.commit)}`]),
    ...(details.image === '' ? [] : [`- **Image**: ${mdCode(details.image)}`]),
    `- **Plan digest**: ${mdCode(report.planDigest)}`,
    ...details.links.map(({ label, url }) => `- ${mdLink(label, url)}`),
  ];
}

function haltTable({ halt, rehearsals }: Report): string[] {
  if (halt.phases.length === 0) return [NOT_MEASURED];
  const rows = halt.phases.map(({ title, silent, seconds, by }) => [
    `${mdText(title)}${silent ? ' (silent)' : ''}`,
    sayDuration(seconds, false),
    ...(rehearsals.length > 1 ? by.map((own) => formatDuration(own)) : []),
  ]);
  const runs = rehearsals.length > 1 ? rehearsals.map((_, i) => `Run ${i + 1}`) : [];
  return [
    mdText(sayMachine(halt)),
    '',
    ...mdTable(['Phase', 'Median (range)', ...runs], rows),
    '',
    'Not in these numbers:',
    ...mdList(halt.outside),
  ];
}

const outcomeWords = ({ evidence }: ReportVat): string =>
  evidence.length === 0
    ? '–'
    : evidence
        .map(
          ({ rehearsal, outcome, line }) =>
            `run ${rehearsal + 1}: ${outcome}${line === null ? '' : ` (line ${line})`}`,
        )
        .join('; ');

const stepTable = ({ steps }: Report): string[] =>
  mdTable(
    ['#', 'Step', 'Vats', 'Seconds'],
    steps.map(({ no, title, what, vats, seconds }) => [
      String(no),
      mdText(what === '' ? title : `${title}: ${what}`),
      vats.map(mdCode).join(', ') || '–',
      sayDuration(seconds, false),
    ]),
  );

const vatTable = ({ vats }: Report): string[] =>
  vats.length === 0
    ? []
    : mdTable(
        ['Vat', 'Id', 'Incarnation', 'Bundle', 'Seen', 'Told', 'Never came back'],
        vats.map((vat) => [
          mdCode(vat.vat),
          vat.vatID === null ? '–' : mdCode(vat.vatID),
          sayChange(vat.before.incarnation, vat.after.incarnation),
          mdCode(`${shortId(vat.before.bundle)} → ${shortId(vat.after.bundle)}`),
          outcomeWords(vat),
          vat.subscribers.map(mdCode).join(', ') || '–',
          vat.gaveUp.map(mdCode).join(', ') || '–',
        ]),
      );

const findingTable = (findings: readonly ReportFinding[]): string[] =>
  findings.length === 0
    ? ['None.']
    : mdTable(
        ['Severity', 'Finding', 'Vat', 'Seen', 'Judged'],
        findings.map(({ severity, message, rule, vat, places, judged, reason, by }) => [
          severity,
          `${mdCode(message)} (${mdCode(rule)})`,
          vat === null ? '–' : mdCode(vat),
          places
            .slice(0, 3)
            .map(({ rehearsal, line }) => `run ${rehearsal + 1} line ${line}`)
            .join(', '),
          mdText(
            [judged, reason, by === null ? null : `by ${by}`].filter((word) => word !== null).join(', '),
          ),
        ]),
      );

const rehearsalTable = ({ rehearsals }: Report): string[] =>
  rehearsals.length === 0
    ? []
    : mdTable(
        [
          'Run',
          'Title',
          'Kind',
          'When',
          'Plan',
          'Upgraded',
          'Machine',
          'Peak memory of the node',
          'Log (SHA-256)',
        ],
        rehearsals.map((run, i) => [
          String(i + 1),
          mdText(run.title),
          run.kind,
          run.startedAt === null ? '–' : sayUtc(run.startedAt),
          run.samePlan ? 'this one' : mdCode(shortId(run.planDigest)),
          `${run.upgraded} of ${run.attempted}`,
          mdText(run.hardware) || '–',
          run.peakRss === null ? '–' : formatBytes(run.peakRss),
          `${run.sha256 === null ? '–' : mdCode(run.sha256)} ${counted(run.lines, 'line')}`,
        ]),
      );

function outcomePart({ outcome }: Report): string[] {
  if (outcome === null) return [];
  return section(
    'What happened',
    [mdText(outcome.sentence)],
    mdTable(
      ['Phase', 'Promised', 'Happened', ''],
      outcome.phases.map(({ title, promised, happened, verdict }) => [
        mdText(title),
        sayDuration(promised, false),
        formatDuration(happened),
        verdict,
      ]),
    ),
    mdTable(
      ['Vat', 'Outcome', 'Line', 'Error'],
      outcome.vats.map(({ vat, outcome: how, line, error }) => [
        mdCode(vat),
        how,
        line === null ? '–' : String(line),
        error === null ? '–' : mdCode(error),
      ]),
    ),
    ['Findings that no rehearsal had:', '', ...findingTable(outcome.newFindings)],
  );
}

const lineTable = (lines: Report['expected']): string[] =>
  mdTable(
    ['Line', 'It says', 'If it does not come'],
    lines.map(({ pattern, says, otherwise }) => [mdCode(pattern), mdText(says), mdText(otherwise)]),
  );

/** The report for a forum or a chat, decision first. Give it a sanitised one; `hash` is its content hash. */
export function toMarkdown(report: Report, hash: string): string {
  const { details } = report;
  const prose = (text: string): string[] => (text === '' ? [] : mdProse(text));
  return [
    `# ${mdText(report.title)}`,
    '',
    ...decision(report),
    ...(report.correction === null
      ? []
      : ['', `**Version ${report.version}**: ${mdText(report.correction)}`]),
    ...outcomePart(report),
    ...section('What to do', mdList(linesOf(details.doing)), prose(details.resources)),
    ...section('How long it takes', haltTable(report)),
    ...section('Why', prose(details.why)),
    ...section('Lines to expect, in order', lineTable(report.expected)),
    ...section('Lines that mean trouble', lineTable(report.trouble)),
    ...section('How to verify', prose(details.verify)),
    ...section('If it fails', prose(details.ifItFails), prose(details.contacts)),
    ...section('Steps', stepTable(report)),
    ...section('Vats', vatTable(report)),
    ...section('Findings', findingTable(report.findings)),
    ...section('Rehearsals', rehearsalTable(report)),
    ...section('Not rehearsed', mdList(report.notRehearsed)),
    ...section(
      'Approvals',
      [mdText(report.verdict)],
      report.approvals.map(({ name, decision: word, at, reason }) => {
        const what = word === 'approve' ? 'approved' : 'declined';
        return `- ${mdText(`${name} ${what} on ${sayUtc(at)}${reason === null ? '' : `: ${reason}`}`)}`;
      }),
    ),
    '',
    `Version ${report.version}, made ${sayUtc(report.madeAt)}. Content hash (SHA-256 of the canonical JSON): ${mdCode(hash)}`,
    '',
  ].join('\n');
}

/** One line for a chat: what, when, how long, how it was rehearsed. */
export const sayReport = (report: Report): string =>
  `${report.upgradeName} of ${report.chain} at ${sayTarget(report)}: halt ${sayDuration(report.halt.total)}; ${
    listed(report.rehearsals.map(({ upgraded, attempted }) => `${upgraded} of ${attempted} upgraded`)) ||
    'not rehearsed'
  }.`;
