import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { exitCode } from '@/lib/cli/analyze/exit-code';
import { type AnalyzeOptions, HELP, readOptions, UsageFault } from '@/lib/cli/analyze/options';
import { plainPaint, terminalPaint } from '@/lib/cli/analyze/paint';
import { type Progress, progressMeter } from '@/lib/cli/analyze/progress';
import { summaryText } from '@/lib/cli/analyze/summary-text';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import { type Reconciliation, reconcile } from '@/lib/reconcile/reconcile';
import { readSlog } from '@/lib/server/slog-source/read-slog';
import { fastestSkimmer } from '@/lib/slog/skim/fastest';
import { strictly } from '@/lib/slog/skim/strictly';
import { whatIsThis } from '@/lib/slog/what-is-this';
import { documentText } from '@/lib/upgrade/document-text';
import { type Fold, foldBytes, startFold, toAnalysis } from '@/lib/upgrade/fold';
import type { FoldedAnalysis } from '@/lib/upgrade/view-document';

/** What the verb needs of its surroundings; a test brings its own. */
export type AnalyzeTerminal = {
  readonly stdin: Readable;
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly colour: boolean;
  readonly interactive: boolean;
  readonly width: number;
};

const processTerminal = (): AnalyzeTerminal => ({
  stdin: process.stdin,
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    }),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  now: Date.now,
  colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
  interactive: process.stderr.isTTY,
  width: process.stdout.columns ?? 120,
});

/** `vatdeck analyze FILE|-`: what the slog says happened. Resolves to the exit code of the contract. */
export async function run(
  argv: readonly string[],
  terminal: AnalyzeTerminal = processTerminal(),
): Promise<number> {
  try {
    const options = readOptions(argv, terminal.env);
    if (options === 'help') {
      await terminal.out(HELP);
      return 0;
    }
    return await analyze(options, terminal);
  } catch (error) {
    // The reader of our output (head, less) has gone: it has what it wanted.
    if (codeOf(error) === 'EPIPE') return 0;
    terminal.err(`vatdeck analyze: ${inWords(error)}\n`);
    return 1;
  }
}

class InputFault extends Error {}

async function analyze(options: AnalyzeOptions, terminal: AnalyzeTerminal): Promise<number> {
  const plan = options.plan === null ? null : await loadPlan(options.plan);
  const { analysis, damage } = await foldInput(options, terminal);
  if (damage !== null) terminal.err(`vatdeck analyze: ${damage}\n`);
  const reconciliation = plan ? reconcile(plan, analysis) : null;
  await print(options, terminal, analysis, reconciliation);
  return exitCode(analysis, reconciliation, damage !== null);
}

async function loadPlan(file: string): Promise<Plan> {
  const plan = parsePlan(JSON.parse(await readFile(file, 'utf8')));
  if (!plan.ok) throw new InputFault(`${file} is no plan: ${plan.error}`);
  return plan.value;
}

async function openInput(
  options: AnalyzeOptions,
  stdin: Readable,
): Promise<{ source: Readable; again: (() => Readable) | null; size: number | null }> {
  if (options.file === '-') return { source: stdin, again: null, size: null };
  const { size } = await stat(options.file);
  const open = (): Readable => createReadStream(options.file, { highWaterMark: 256 * 1024 });
  return { source: open(), again: open, size };
}

function sha256() {
  const hash = createHash('sha256');
  return { update: (bytes: Uint8Array) => hash.update(bytes), hex: () => hash.digest('hex') };
}

async function foldInput(
  options: AnalyzeOptions,
  terminal: AnalyzeTerminal,
): Promise<{ analysis: FoldedAnalysis; damage: string | null }> {
  const { source, again, size } = await openInput(options, terminal.stdin);
  const reader = readSlog(source, again);
  const skimmer = fastestSkimmer();
  const fold = startFold(sha256(), options.strict ? strictly(skimmer) : skimmer);
  const shown = options.progress || terminal.interactive;
  const progress = shown ? progressMeter({ ...terminal, size }) : null;
  const name = options.file === '-' ? 'Standard input' : options.file;
  try {
    await foldText(reader.text, fold, name, () => report(progress, fold, reader.read()));
  } finally {
    progress?.end();
  }
  return { analysis: toAnalysis(fold, { final: true }), damage: reader.damage() };
}

const report = (progress: Progress | null, fold: Fold, read: number): void =>
  progress?.show({ read, lines: fold.splitter.line - 1, bytes: fold.splitter.byte });

/** Folds once enough was seen to know that it is a slog. */
async function foldText(
  text: AsyncGenerator<Uint8Array>,
  fold: Fold,
  name: string,
  onChunk: () => void,
): Promise<void> {
  let head: Uint8Array | null = new Uint8Array();
  const judge = (complete: boolean): void => {
    if (head === null) return;
    const verdict = whatIsThis(head, complete);
    if (verdict.kind === 'other') throw new InputFault(`${name} is not a slog: it is ${verdict.found}.`);
    if (verdict.kind === 'undecided') return;
    foldBytes(fold, head);
    head = null;
  };
  for await (const chunk of text) {
    if (head === null) foldBytes(fold, chunk);
    else head = Buffer.concat([head, chunk]);
    judge(false);
    onChunk();
  }
  judge(true);
}

async function print(
  { json }: AnalyzeOptions,
  terminal: AnalyzeTerminal,
  analysis: FoldedAnalysis,
  reconciliation: Reconciliation | null,
): Promise<void> {
  if (json) {
    const document = reconciliation ? { ...analysis, reconciliation } : analysis;
    for (const part of documentText(document)) await terminal.out(part);
    return terminal.out('\n');
  }
  const paint = terminal.colour ? terminalPaint : plainPaint;
  return terminal.out(summaryText(analysis, reconciliation, paint));
}

function inWords(error: unknown): string {
  if (error instanceof UsageFault || error instanceof InputFault) return error.message;
  const at: unknown = error instanceof Error ? Reflect.get(error, 'path') : null;
  const place = typeof at === 'string' ? at : 'The input';
  if (codeOf(error) === 'ENOENT') return `${place} does not exist.`;
  if (codeOf(error) === 'EACCES') return `${place} may not be read by this user.`;
  if (codeOf(error) === 'EISDIR') return `The input is a folder; name a file.`;
  return error instanceof Error ? error.message : String(error);
}

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : null);
