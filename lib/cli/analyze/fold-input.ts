import { readFile, stat } from 'node:fs/promises';
import { type Progress, progressMeter } from '@/lib/cli/analyze/progress';
import { InputFault, type SlogTerminal } from '@/lib/cli/analyze/slog-terminal';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import { foldSlog, type SlogInput } from '@/lib/server/slog-source/fold-slog';
import { whatIsThis } from '@/lib/slog/what-is-this';
import { type Fold, toAnalysis } from '@/lib/upgrade/fold';
import type { FoldedAnalysis } from '@/lib/upgrade/view-document';

export type FoldWish = { readonly file: string; readonly strict: boolean; readonly progress: boolean };

/** The document of the slog that options name (`-` is standard input), and why its text ends early; throws an InputFault for what is no slog. */
export async function foldInput(
  { file, strict, progress: asked }: FoldWish,
  terminal: SlogTerminal,
): Promise<{ analysis: FoldedAnalysis; damage: string | null }> {
  const isPipe = file === '-';
  const input: SlogInput = isPipe ? { stream: terminal.stdin } : { file };
  const size = isPipe ? null : (await stat(file)).size;
  const progress = asked || terminal.interactive ? progressMeter({ ...terminal, size }) : null;
  try {
    const { fold, damage } = await foldSlog(input, {
      strict,
      digest: true,
      judge: judgeOf(isPipe ? 'Standard input' : file),
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

/** What a file of JSON holds; throws an InputFault that names it. */
export async function loadJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new InputFault(`${file} is not JSON.`);
  }
}

export async function loadPlan(file: string): Promise<Plan> {
  const plan = parsePlan(await loadJson(file));
  if (!plan.ok) throw new InputFault(`${file} is no plan: ${plan.error}`);
  return plan.value;
}
