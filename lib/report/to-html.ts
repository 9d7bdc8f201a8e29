import { formatDuration } from '@/lib/base/time';
import { linesOf } from '@/lib/report/details';
import { type Html, html, raw } from '@/lib/report/html';
import { haltChart, hatch, memoryChart } from '@/lib/report/page/charts';
import { SCRIPT, STYLES } from '@/lib/report/page/styles';
import {
  findingTable,
  haltTable,
  lineTable,
  phaseOutcomeTable,
  rehearsalTable,
  stepTable,
  vatOutcomeTable,
  vatTable,
} from '@/lib/report/page/tables';
import type { Report } from '@/lib/report/report';
import { sayDuration, sayMachine, sayUtc } from '@/lib/report/words';

/** What stands around the report and is not part of it: whoever serves it knows. Links are paths. */
export type Frame = {
  /** SHA-256 of the canonical JSON of what was published. */
  readonly hash: string;
  /** A later version of the same report. */
  readonly newer: { readonly version: number; readonly href: string } | null;
  readonly older: readonly { readonly version: number; readonly href: string }[];
  /** The other forms of this version. */
  readonly forms: readonly { readonly label: string; readonly href: string }[];
  /** A run is followed: the page comes again by itself after so many seconds. */
  readonly follows: { readonly again: number; readonly asOf: number } | null;
  /** Not published yet. */
  readonly draft: boolean;
};

const moment = (at: number): Html =>
  html`<time datetime="${new Date(at).toISOString()}" data-local="">${sayUtc(at)}</time>`;

const prose = (text: string): Html | null => (text === '' ? null : html`<p>${text}</p>`);

const list = (lines: readonly string[], ordered = false): Html | null => {
  if (lines.length === 0) return null;
  const items = lines.map((line) => html`<li>${line}</li>`);
  return ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
};

const section = (title: string, ...parts: readonly (Html | null)[]): Html | null =>
  parts.every((part) => part === null) ? null : html`<section><h2>${title}</h2>${parts}</section>`;

function targetWords({ target }: Report): string {
  if (target === null) return 'not yet known';
  return 'height' in target ? String(target.height) : `${target.from} to ${target.to}`;
}

function decision(report: Report): Html {
  const { when, halt, details } = report;
  const fact = (term: string, value: Html | string | null): Html | null =>
    value === null || value === '' ? null : html`<dt>${term}</dt><dd>${value}</dd>`;
  return html`<div class="card"><dl class="facts">${[
    fact('Upgrade', html`<code>${report.upgradeName}</code> of <code>${report.chain}</code>`),
    fact('Release', details.release),
    fact('Height', html`<span class="big">${targetWords(report)}</span>`),
    when &&
      fact(
        'Estimated time',
        html`<span class="big">${moment(when.at)}</span><br><span class="sub">between ${sayUtc(when.earliest)} and ${sayUtc(when.latest)}, at ${when.pace.median.toFixed(2)} s a block (${when.pace.least.toFixed(2)} to ${when.pace.most.toFixed(2)}) from height ${when.from.height}</span>`,
      ),
    fact(
      'Expected halt',
      html`<span class="big">${sayDuration(halt.total)}</span>${halt.worryAfter === null ? null : html`<br><span class="sub">worry after ${formatDuration(halt.worryAfter)}</span>`}`,
    ),
    fact('Commit', details.commit === '' ? null : html`<code>${details.commit}</code>`),
    fact('Image', details.image === '' ? null : html`<code>${details.image}</code>`),
    fact(
      'More',
      details.links.length === 0
        ? null
        : html`${details.links.map(({ label, url }) => html`<a href="${url}" rel="noreferrer noopener">${label}</a> `)}`,
    ),
  ]}</dl></div>`;
}

function banners(report: Report, { newer, follows, draft }: Frame): (Html | null)[] {
  const banner = (text: Html): Html => html`<p class="card banner" role="status">${text}</p>`;
  return [
    draft ? banner(html`A draft, not published.`) : null,
    newer &&
      banner(html`Version ${newer.version} corrects this one: <a href="${newer.href}">read it instead</a>.`),
    report.correction === null
      ? null
      : banner(html`Version ${report.version} corrects: ${report.correction}`),
    follows && banner(html`This page follows a running upgrade; as of ${moment(follows.asOf)}.`),
  ];
}

function outcomePart({ outcome }: Report): Html | null {
  if (outcome === null) return null;
  return section(
    'What happened',
    html`<p class="big">${outcome.sentence}</p>`,
    phaseOutcomeTable(outcome),
    html`<h3>Vats</h3>`,
    vatOutcomeTable(outcome),
    html`<h3>Findings that no rehearsal had</h3>`,
    findingTable(outcome.newFindings),
  );
}

function approvalsPart({ verdict, approvals }: Report): Html | null {
  const items = approvals.map(({ name, decision: how, at, reason }) => {
    const what = how === 'approve' ? 'approved' : 'declined';
    return html`<li>${name} ${what} on ${sayUtc(at)}${reason === null ? null : `: ${reason}`}</li>`;
  });
  return section('Approvals', prose(verdict), html`<ul>${items}</ul>`);
}

function foot(report: Report, { hash, forms, older }: Frame): Html {
  return html`<footer class="note"><hr><p>Version ${report.version}, made ${sayUtc(report.madeAt)}. Plan digest <code class="id">${report.planDigest}</code>.</p><p>Content hash (SHA-256 of the canonical JSON) <code class="id">${hash}</code>; check the JSON form with <code>vatdeck report verify</code>.</p>${
    older.length === 0
      ? null
      : html`<p class="screen">Earlier versions: ${older.map(({ version, href }) => html`<a href="${href}">${version}</a> `)}</p>`
  }<nav class="forms" aria-label="Other forms">${forms.map(({ label, href }) => html`<a href="${href}">${label}</a>`)}</nav></footer>`;
}

/** The report as a page of its own, decision first: it needs no session, no script and nothing from elsewhere, and prints as a document. Give it a sanitised one. */
export function toHtml(report: Report, frame: Frame): string {
  const { details, halt } = report;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow">${
    frame.follows ? html`<meta http-equiv="refresh" content="${frame.follows.again}">` : null
  }<title>${report.title}</title><style>${raw(STYLES)}</style></head><body>${hatch}<header><h1>${report.title}</h1><p class="sub">What happens, when, for how long, and what to look for.</p></header><main>${[
    ...banners(report, frame),
    decision(report),
    outcomePart(report),
    section('What to do', list(linesOf(details.doing), true), prose(details.resources)),
    section(
      'How long the chain stands still',
      html`<p class="note">${sayMachine(halt)}</p>`,
      haltChart(report),
      haltTable(report),
      html`<h3>Not in these numbers</h3>`,
      list(halt.outside),
    ),
    section('Why', prose(details.why)),
    section('Lines to expect, in order', lineTable('Lines to expect', report.expected)),
    section('Lines that mean trouble', lineTable('Lines that mean trouble', report.trouble)),
    section('How to verify', prose(details.verify)),
    section('If it fails', prose(details.ifItFails), prose(details.contacts)),
    section('Steps', stepTable(report)),
    section('Vats before and after', vatTable(report)),
    section('Findings and how they were judged', findingTable(report.findings)),
    section('How it was rehearsed', rehearsalTable(report), memoryChart(report)),
    section('What was not rehearsed', list(report.notRehearsed)),
    approvalsPart(report),
  ]}</main>${foot(report, frame)}<script>${raw(SCRIPT)}</script></body></html>
`;
  return page.text;
}
