import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnalyzeTerminal } from '@/lib/cli/analyze';
import { progressMeter } from '@/lib/cli/analyze/progress';
import { githubOf, jsonOf, junitOf, textOf } from '@/lib/cli/check/formats';
import { type CheckOptions, type Format, HELP, readOptions, UsageFault } from '@/lib/cli/check/options';
import { type Checked, checkCode } from '@/lib/cli/check/verdict';
import type { Inventory } from '@/lib/inventory/inventory';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import { coverage } from '@/lib/reconcile/coverage';
import { reconcile } from '@/lib/reconcile/reconcile';
import { readInventoryFile } from '@/lib/server/inventory/read-file';
import { foldSlog } from '@/lib/server/slog-source/fold-slog';
import { whatIsThis } from '@/lib/slog/what-is-this';
import { findingKey } from '@/lib/triage/finding-key';
import { type Mark, parseMarks } from '@/lib/triage/mark';
import { triage } from '@/lib/triage/triage';
import type { Analysis, Finding } from '@/lib/upgrade/analysis';
import { toAnalysis } from '@/lib/upgrade/fold';

const processTerminal = (): AnalyzeTerminal => ({
  stdin: process.stdin,
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    }),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  now: Date.now,
  colour: false,
  interactive: process.stderr.isTTY,
  width: process.stdout.columns ?? 120,
});

class InputFault extends Error {}

const WRITERS: Readonly<Record<Format, (checked: Checked) => string>> = {
  text: textOf,
  json: jsonOf,
  github: githubOf,
  junit: junitOf,
};

/** `vatdeck check SLOG --plan PLAN`: a gate for CI. Resolves to the exit code of the contract. */
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
    const checked = await check(options, terminal);
    await terminal.out(WRITERS[options.format](checked));
    return checkCode(checked);
  } catch (error) {
    // The reader of our output (head, less) has gone: it has what it wanted.
    if (codeOf(error) === 'EPIPE') return 0;
    terminal.err(`vatdeck check: ${inWords(error)}\n`);
    return 1;
  }
}

/** The inputs that may be wrong are read before the log, which takes its time. */
async function check(options: CheckOptions, terminal: AnalyzeTerminal): Promise<Checked> {
  const { newOnly, needsCoverage, chain, file } = options;
  const plan = await loadPlan(options.plan);
  const marks = options.marks === null ? [] : await loadMarks(options.marks);
  const baseline = options.baseline === null ? null : await loadBaseline(options.baseline);
  const inventory = options.inventory === null ? null : await loadInventory(options.inventory, terminal);
  const { analysis, damage } = await fold(options, terminal);
  if (damage !== null) terminal.err(`vatdeck check: ${damage}\n`);
  const reconciliation = reconcile(plan, analysis, inventory ?? undefined);
  return {
    file: file === '-' ? 'standard input' : path.relative(terminal.env.INIT_CWD ?? process.cwd(), file),
    analysis,
    reconciliation,
    coverage: coverage(plan, analysis, { inventory, ...(chain === null ? {} : { targetChain: chain }) }),
    rows: triage([...analysis.findings, ...reconciliation.findings], marks, baseline),
    newOnly,
    needsCoverage,
    damaged: damage !== null,
  };
}

async function loadJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new InputFault(`${file} is not JSON.`);
  }
}

async function loadPlan(file: string): Promise<Plan> {
  const plan = parsePlan(await loadJson(file));
  if (!plan.ok) throw new InputFault(`${file} is no plan: ${plan.error}`);
  return plan.value;
}

/** Marks of any plan: whoever names the file means them for this one. */
async function loadMarks(file: string): Promise<Mark[]> {
  const marks = parseMarks(await loadJson(file));
  if (!marks.ok) throw new InputFault(`${file} holds no marks: ${marks.error}`);
  return marks.value;
}

const isFinding = (value: unknown): value is Finding =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'rule') === 'string' &&
  typeof Reflect.get(value, 'message') === 'string' &&
  typeof Reflect.get(value, 'params') === 'object' &&
  Reflect.get(value, 'params') !== null;

function findingsIn(value: unknown): Finding[] | null {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'findings') : null;
  return Array.isArray(list) ? list.filter(isFinding) : null;
}

/** The keys of the findings of an earlier document, with those of its plan where it has them. */
async function loadBaseline(file: string): Promise<ReadonlySet<string>> {
  const document = await loadJson(file);
  const own = findingsIn(document);
  if (!own) throw new InputFault(`${file} is no document of an analysis: it has no list of findings.`);
  const ofPlan = findingsIn(Reflect.get(Object(document), 'reconciliation')) ?? [];
  return new Set([...own, ...ofPlan].map(findingKey));
}

const MOST_UNPACKED = 64e9;
const PATIENCE_MS = 30 * 60_000;

async function loadInventory(file: string, { now }: AnalyzeTerminal): Promise<Inventory> {
  const name = path.basename(file);
  const unpacked = path.join(tmpdir(), `vatdeck-check-${process.pid}.sqlite`);
  const effort = { now, deadline: now() + PATIENCE_MS, onProgress: () => undefined };
  try {
    return await readInventoryFile(
      { file, name, label: name, takenAt: null, sha256: null },
      { ...effort, unpacked, mostBytes: MOST_UNPACKED },
    );
  } catch (error) {
    if (codeOf(error) !== undefined) throw error;
    throw new InputFault(
      `${file} is no inventory: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function fold(
  { file, strict, progress }: CheckOptions,
  terminal: AnalyzeTerminal,
): Promise<{ analysis: Analysis<unknown>; damage: string | null }> {
  const isPipe = file === '-';
  const size = isPipe ? null : (await stat(file)).size;
  const meter = progress || terminal.interactive ? progressMeter({ ...terminal, size }) : null;
  const name = isPipe ? 'Standard input' : file;
  try {
    const folded = await foldSlog(isPipe ? { stream: terminal.stdin } : { file }, {
      strict,
      digest: true,
      judge: (head, complete) => {
        const verdict = whatIsThis(head, complete);
        if (verdict.kind === 'other') throw new InputFault(`${name} is not a slog: it is ${verdict.found}.`);
        return verdict.kind === 'slog';
      },
      onProgress: (read, { splitter }) =>
        meter?.show({ read, lines: splitter.line - 1, bytes: splitter.byte }),
    });
    return { analysis: toAnalysis(folded.fold, { final: true }), damage: folded.damage };
  } finally {
    meter?.end();
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : undefined);

function inWords(error: unknown): string {
  if (error instanceof UsageFault || error instanceof InputFault) return error.message;
  const at: unknown = error instanceof Error ? Reflect.get(error, 'path') : null;
  const place = typeof at === 'string' ? at : 'The input';
  if (codeOf(error) === 'ENOENT') return `${place} does not exist.`;
  if (codeOf(error) === 'EACCES') return `${place} may not be read by this user.`;
  if (codeOf(error) === 'EISDIR') return 'The input is a folder; name a file.';
  return error instanceof Error ? error.message : String(error);
}
