import { formatBytes, formatDuration } from '@/lib/base/time';
import { counted } from '@/lib/base/words';
import { type Html, html } from '@/lib/report/html';
import { vatDots } from '@/lib/report/page/charts';
import type { Report, ReportFinding, ReportVat } from '@/lib/report/report';
import { NOT_MEASURED, sayChange, sayDuration, sayUtc, shortId } from '@/lib/report/words';

type Cell = Html | string | number | null;

/** A table that scrolls by itself on narrow screens and repeats its head in print. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  if (rows.length === 0) return html`<p class="sub">None.</p>`;
  return html`<div class="scroll"><table><caption class="note" hidden>${caption}</caption><thead><tr>${head.map(
    (word) => html`<th scope="col">${word}</th>`,
  )}</tr></thead><tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

const code = (text: string | null): Html => (text === null ? html`–` : html`<code>${text}</code>`);
const codes = (texts: readonly string[]): Html =>
  texts.length === 0
    ? html`–`
    : html`${texts.map((text, i) => html`${i > 0 ? ', ' : ''}<code>${text}</code>`)}`;

/** Nobody may read an empty table as no halt. */
export function haltTable({ halt, rehearsals }: Report): Html {
  if (halt.phases.length === 0) return html`<p>${NOT_MEASURED}</p>`;
  return table(
    'Halt by phase',
    ['Phase', 'Median (range)', ...(rehearsals.length > 1 ? rehearsals.map((_, i) => `Run ${i + 1}`) : [])],
    halt.phases.map(({ title, silent, seconds, by }) => [
      silent ? `${title} (silent)` : title,
      sayDuration(seconds, false),
      ...(rehearsals.length > 1 ? by.map((own) => formatDuration(own)) : []),
    ]),
  );
}

export const stepTable = ({ steps }: Report): Html =>
  table(
    'Steps',
    ['#', 'Step', 'Vats', 'How long'],
    steps.map(({ no, title, what, vats, modules, seconds, code: number }) => [
      no,
      html`${title}${what === '' ? null : html`<br><span class="sub">${what}</span>`}${modules.map((module) => html`<br><code>${module}</code>`)}`,
      codes(vats),
      number === null ? 'done by people' : sayDuration(seconds, false),
    ]),
  );

const seen = ({ evidence }: ReportVat): Html =>
  html`${evidence.map(({ rehearsal, outcome, line, error }, i) => {
    const look = outcome === 'upgraded' ? 'done' : outcome === 'not seen' ? 'sub' : 'failed';
    return html`${i > 0 ? html`<br>` : null}run ${rehearsal + 1}: <span class="${look}">${outcome}</span>${line === null ? null : ` (line ${line})`}${error === null ? null : html`<br><code>${error}</code>`}`;
  })}`;

export function vatTable({ vats }: Report): Html {
  const longest = Math.max(0, ...vats.flatMap(({ evidence }) => evidence.map(({ seconds }) => seconds ?? 0)));
  return table(
    'Vats before and after',
    [
      'Vat',
      'Incarnation',
      'Bundle',
      'Seen',
      `Seconds (to ${formatDuration(longest)})`,
      'Subscribers told',
      'Never came back',
    ],
    vats.map((vat) => [
      html`<code>${vat.vat}</code>${vat.vatID === null || vat.vatID === vat.vat ? null : html`<br><span class="note">${vat.vatID}</span>`}`,
      sayChange(vat.before.incarnation, vat.after.incarnation),
      html`<code>${shortId(vat.before.bundle)}</code> → <code title="${vat.after.bundle ?? ''}">${shortId(vat.after.bundle)}</code>`,
      seen(vat),
      vatDots(
        vat.evidence.map(({ seconds }) => seconds),
        longest,
      ) ?? '–',
      codes(vat.subscribers),
      codes(vat.gaveUp),
    ]),
  );
}

const findingRows = (findings: readonly ReportFinding[]): Html =>
  table(
    'Findings',
    ['Severity', 'Finding', 'Vat', 'Seen', 'Judged'],
    findings.map(({ severity, message, rule, vat, places, judged, reason, by }) => [
      html`<span class="${severity}">${severity}</span>`,
      html`${message}<br><span class="note">${rule}</span>`,
      code(vat),
      places
        .slice(0, 3)
        .map(({ rehearsal, line }) => `run ${rehearsal + 1} line ${line}`)
        .join(', ') + (places.length > 3 ? ` and ${places.length - 3} more` : ''),
      [judged, reason, by === null ? null : `by ${by}`].filter((word) => word !== null).join(', '),
    ]),
  );

/** Blockers and warnings in sight; what is only good to know behind a press. */
export function findingTable(findings: readonly ReportFinding[]): Html {
  const info = findings.filter(({ severity }) => severity === 'info');
  const grave = findings.filter((finding) => !info.includes(finding));
  const rest =
    info.length === 0
      ? null
      : html`<details><summary>${counted(info.length, 'finding')} of severity info</summary>${findingRows(info)}</details>`;
  return html`${grave.length === 0 ? html`<p>No blocker and no warning.</p>` : findingRows(grave)}${rest}`;
}

export const rehearsalTable = ({ rehearsals }: Report): Html =>
  table(
    'Rehearsals',
    ['Run', 'Title', 'When', 'Plan', 'Upgraded', 'Machine', 'Peak memory', 'Log'],
    rehearsals.map((run, i) => [
      i + 1,
      html`${run.title}<br><span class="note">${run.kind}</span>`,
      run.startedAt === null ? '–' : sayUtc(run.startedAt),
      run.samePlan ? 'this one' : html`another: <code>${shortId(run.planDigest)}</code>`,
      `${run.upgraded} of ${run.attempted}`,
      run.hardware === '' ? '–' : run.hardware,
      run.peakRss === null ? '–' : formatBytes(run.peakRss),
      html`${counted(run.lines, 'line')}, ${formatBytes(run.bytes)}<br>SHA-256 <code class="id">${run.sha256 ?? '–'}</code>`,
    ]),
  );

export const lineTable = (caption: string, lines: Report['expected']): Html =>
  table(
    caption,
    ['Line (regular expression)', 'It says', 'What to do otherwise'],
    lines.map(({ pattern, says, otherwise }) => [code(pattern), says, otherwise]),
  );

export const phaseOutcomeTable = ({ phases }: NonNullable<Report['outcome']>): Html =>
  table(
    'Promised and happened',
    ['Phase', 'Promised', 'Happened', 'Verdict'],
    phases.map(({ title, promised, happened, verdict }) => [
      title,
      sayDuration(promised, false),
      formatDuration(happened),
      html`<span class="${verdict === 'slower' ? 'warning' : verdict === 'within' ? 'done' : 'sub'}">${verdict}</span>`,
    ]),
  );

export const vatOutcomeTable = ({ vats }: NonNullable<Report['outcome']>): Html =>
  table(
    'What became of each vat',
    ['Vat', 'Outcome', 'Seconds', 'Line', 'Error'],
    vats.map(({ vat, outcome, seconds, line, error }) => [
      code(vat),
      html`<span class="${outcome === 'upgraded' ? 'done' : outcome === 'not seen' ? 'sub' : 'failed'}">${outcome}</span>`,
      formatDuration(seconds),
      line ?? '–',
      code(error),
    ]),
  );
