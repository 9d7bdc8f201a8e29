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
import { foldSlog, type SlogInput } from '@/lib/server/slog-source/fold-slog';
import { whatIsThis } from '@/lib/slog/what-is-this';
import { documentText } from '@/lib/upgrade/document-text';
import { type Fold, toAnalysis } from '@/lib/upgrade/fold';
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

async function foldInput(
  options: AnalyzeOptions,
  terminal: AnalyzeTerminal,
): Promise<{ analysis: FoldedAnalysis; damage: string | null }> {
  const isPipe = options.file === '-';
  const input: SlogInput = isPipe ? { stream: terminal.stdin } : { file: options.file };
  const size = isPipe ? null : (await stat(options.file)).size;
  const shown = options.progress || terminal.interactive;
  const progress = shown ? progressMeter({ ...terminal, size }) : null;
  try {
    const { fold, damage } = await foldSlog(input, {
      strict: options.strict,
      digest: true,
      judge: judgeOf(isPipe ? 'Standard input' : options.file),
      onProgress: (read, fold) => report(progress, fold, read),
    });
    return { analysis: toAnalysis(fold, { final: true }), damage };
  } finally {
    progress?.end();
  }
}

const report = (progress: Progress | null, fold: Fold, read: number): void =>
  progress?.show({ read, lines: fold.splitter.line - 1, bytes: fold.splitter.byte });

/** Reads on once enough was seen to know that it is a slog. */
const judgeOf =
  (name: string) =>
  (head: Uint8Array, complete: boolean): boolean => {
    const verdict = whatIsThis(head, complete);
    if (verdict.kind === 'other') throw new InputFault(`${name} is not a slog: it is ${verdict.found}.`);
    return verdict.kind === 'slog';
  };

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
