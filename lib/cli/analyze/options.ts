import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageFault } from '@/lib/cli/analyze/slog-terminal';

export const HELP = `What one slog says happened: upgrades, terminations, findings.

  vatdeck analyze FILE|- [--plan PLAN.json [--inventory STORE|JSON]] [--strict] [--json] [--progress]

  FILE         a slog, plain, gzip or a flight recorder (told by content); - reads standard input
  --plan       compare with a plan: what was done, failed, is pending or was not seen, and what was not planned
  --inventory  a swing-store or an inventory (JSON) of before the run: who was to be severed is compared with who was
  --strict     look at every byte: damage inside lines that are otherwise skipped is found, too (takes about twice as long)
  --json       the whole document (vatdeck/analysis@1) alone on standard output
  --progress   how far it is, on standard error, also where that is no terminal

Exit codes
  0  no blocker
  1  wrong usage or unreadable input
  2  blockers found
  3  an upgrade was rolled back or a vat was lost
  4  the log ends before what it started (truncated, still running)
  With several, the first of 3, 4, 2 wins.
`;

/** Files are absolute, or `-` for standard input. */
export type AnalyzeOptions = {
  readonly file: string;
  readonly plan: string | null;
  readonly inventory: string | null;
  readonly strict: boolean;
  readonly json: boolean;
  readonly progress: boolean;
};

const usage = (problem: string): UsageFault =>
  new UsageFault(
    `${problem}\nUsage: vatdeck analyze FILE|- [--plan PLAN.json [--inventory STORE]] [--strict] [--json] [--progress]`,
  );

function parse(argv: readonly string[]) {
  const flag = { type: 'boolean' } as const;
  const options = {
    plan: { type: 'string' },
    inventory: { type: 'string' },
    strict: flag,
    json: flag,
    progress: flag,
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

/** npm starts scripts in the package's folder and says in INIT_CWD where the user stands. */
export function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): AnalyzeOptions | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const [file, extra] = positionals;
  if (file === undefined) throw usage('Which file?');
  if (extra !== undefined) throw usage(`One file at a time; "${extra}" is one too many.`);
  if (values.inventory !== undefined && values.plan === undefined)
    throw usage('--inventory foretells what a plan severs: it needs a --plan.');
  const resolve = (name: string): string => path.resolve(env.INIT_CWD ?? process.cwd(), name);
  return {
    file: file === '-' ? file : resolve(file),
    plan: values.plan === undefined ? null : resolve(values.plan),
    inventory: values.inventory === undefined ? null : resolve(values.inventory),
    strict: values.strict ?? false,
    json: values.json ?? false,
    progress: values.progress ?? false,
  };
}
