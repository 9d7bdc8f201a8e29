import { writeFile } from 'node:fs/promises';
import { counted, listed } from '@/lib/base/words';
import { fileOf, loadRun } from '@/lib/cli/load-run';
import { plain } from '@/lib/cli/plain';
import { loadPlan, readSource } from '@/lib/cli/plan/load-plan';
import type { ReportOptions } from '@/lib/cli/report';
import { sha256 } from '@/lib/cli/report/verify';
import { serverOptions } from '@/lib/cli/server-door';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import { digestPlan } from '@/lib/plan/digest';
import { FIRST_DETAILS, parseDetails, type ReportDetails } from '@/lib/report/details';
import { NOT_JUDGED, type ReportInput, type RunInput } from '@/lib/report/input';
import { makeReport } from '@/lib/report/make-report';
import type { Report } from '@/lib/report/report';
import { reportHash, toJson } from '@/lib/report/report-file';
import { type Sanitised, sanitise } from '@/lib/report/sanitise';
import { toHtml } from '@/lib/report/to-html';
import { toMarkdown } from '@/lib/report/to-markdown';

async function detailsOf(file: string | undefined, terminal: Terminal): Promise<ReportDetails> {
  if (file === undefined) return FIRST_DETAILS;
  const { name, text } = await readSource(file, terminal);
  try {
    const details = parseDetails(JSON.parse(text));
    if (details.ok) return details.value;
    throw new CliFault(EXIT.usage, `${name}: ${details.error}`);
  } catch (error) {
    if (error instanceof CliFault) throw error;
    throw new CliFault(EXIT.usage, `${name} is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

function nowOf({ height, at, seconds }: ReportOptions): ReportInput['now'] {
  if (height === undefined && at === undefined && seconds === undefined) return null;
  const [h, t, s] = [Number(height), Date.parse(at ?? ''), Number(seconds)];
  if (!(h > 0) || Number.isNaN(t) || !(s > 0))
    throw new CliFault(EXIT.usage, '--height, --at (ISO 8601) and --seconds belong together.');
  return { height: h, at: t, pace: { median: s, least: s, most: s, count: 1 } };
}

function formOf(report: Report, form: string): string {
  const hash = reportHash(report, sha256);
  switch (form) {
    case 'html':
      return toHtml(report, { hash, newer: null, older: [], forms: [], follows: null, draft: false });
    case 'md':
      return toMarkdown(report, hash);
    case 'json':
      return toJson(report);
    default:
      throw new CliFault(EXIT.usage, `--form should be html, md or json, not "${form}".`);
  }
}

async function inputOf(run: string, planDigest: string | null, terminal: Terminal): Promise<RunInput> {
  const { analysis } = await loadRun(run, terminal);
  const { sha256: hash, firstTime } = analysis.source;
  const startedAt = firstTime === null ? null : Math.round(firstTime * 1000);
  return { id: run, title: run, kind: 'slog', startedAt, planDigest, sha256: hash, analysis };
}

async function made(options: ReportOptions, terminal: Terminal): Promise<Sanitised> {
  const { plan: name, run: runs = [], details, title, allow = [] } = options;
  if (name === undefined) throw new CliFault(EXIT.usage, 'Which plan? --plan FILE, or plan:ID on a server.');
  const server = await serverOptions(options, terminal);
  const { plan } = await loadPlan(name, {
    terminal,
    server,
    format: null,
    chain: 'agoric-3',
    upgradeName: 'unnamed-upgrade',
  });
  const planDigest = digestPlan(plan, sha256);
  const rehearsals = [];
  for (const run of runs) rehearsals.push(await inputOf(run, planDigest, terminal));
  const report = makeReport({
    title: title ?? `Upgrade ${plan.upgradeName}`,
    version: 1,
    correction: null,
    corrects: null,
    madeAt: Date.now(),
    plan,
    planDigest,
    details: await detailsOf(details, terminal),
    rehearsals,
    now: nowOf(options),
    reference: options.reference === undefined ? null : await inputOf(options.reference, null, terminal),
    judge: () => NOT_JUDGED,
    approvals: [],
    verdict: 'Made on the command line, which knows no approvals.',
    gaps: [],
  });
  return sanitise(report, new Set(allow));
}

/** `vatdeck report make`: a report from files, sanitised; what was taken out is said. */
export async function makeFiles(options: ReportOptions, terminal: Terminal): Promise<number> {
  const { report, removed } = await made(options, terminal);
  const text = formOf(report, options.form ?? 'md');
  if (options.out === undefined) terminal.out(options.form === 'json' ? text : plain(text));
  else await writeFile(fileOf(options.out, terminal), text);
  if (removed.length > 0)
    terminal.err(
      plain(
        `Taken out: ${counted(removed.length, 'text')} (${listed([...new Set(removed.map(({ kind }) => kind))])}); --allow TEXT lets one out: ${removed
          .slice(0, 10)
          .map(({ text: out }) => JSON.stringify(out))
          .join(', ')}\n`,
      ),
    );
  return EXIT.done;
}
