import path from 'node:path';
import { foldInput, loadJson, loadPlan } from '@/lib/cli/analyze/fold-input';
import { loadInventory } from '@/lib/cli/analyze/load-inventory';
import {
  InputFault,
  processTerminal,
  type SlogTerminal,
  sayingFaults,
} from '@/lib/cli/analyze/slog-terminal';
import { githubOf, jsonOf, junitOf, textOf } from '@/lib/cli/check/formats';
import { type CheckOptions, type Format, HELP, readOptions } from '@/lib/cli/check/options';
import { type Checked, checkCode } from '@/lib/cli/check/verdict';
import { coverage } from '@/lib/reconcile/coverage';
import { foresightOf } from '@/lib/reconcile/foresight';
import { reconcile } from '@/lib/reconcile/reconcile';
import { findingKey } from '@/lib/triage/finding-key';
import { type Mark, parseMarks } from '@/lib/triage/mark';
import { triage } from '@/lib/triage/triage';
import type { Finding } from '@/lib/upgrade/analysis';

const WRITERS: Readonly<Record<Format, (checked: Checked) => string>> = {
  text: textOf,
  json: jsonOf,
  github: githubOf,
  junit: junitOf,
};

/** `vatdeck check SLOG --plan PLAN`: a gate for CI. Resolves to the exit code of the contract. */
export const run = (argv: readonly string[], terminal: SlogTerminal = processTerminal()): Promise<number> =>
  sayingFaults('check', terminal, async () => {
    const options = readOptions(argv, terminal.env);
    if (options === 'help') {
      await terminal.out(HELP);
      return 0;
    }
    const checked = await check(options, terminal);
    await terminal.out(WRITERS[options.format](checked));
    return checkCode(checked);
  });

/** The inputs that may be wrong are read before the log, which takes its time. */
async function check(options: CheckOptions, terminal: SlogTerminal): Promise<Checked> {
  const { newOnly, needsCoverage, chain, file } = options;
  const plan = await loadPlan(options.plan);
  const marks = options.marks === null ? [] : await loadMarks(options.marks);
  const baseline = options.baseline === null ? null : await loadBaseline(options.baseline);
  const inventory = options.inventory === null ? null : await loadInventory(options.inventory, terminal);
  const { analysis, damage } = await foldInput(options, terminal);
  if (damage !== null) terminal.err(`vatdeck check: ${damage}\n`);
  const reconciliation = reconcile(plan, analysis, inventory ? foresightOf(plan, inventory) : undefined);
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
