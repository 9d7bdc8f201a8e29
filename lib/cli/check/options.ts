import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageFault } from '@/lib/cli/analyze/slog-terminal';

export const HELP = `Whether a slog is what its plan asked for: a gate for CI.

  vatdeck check SLOG|- --plan PLAN [--baseline DOC] [--inventory STORE|JSON] [--marks FILE]
                [--new-only] [--needs-coverage] [--chain ID] [--format text|json|github|junit] [--strict] [--progress]

  SLOG              a slog, plain, gzip or a flight recorder (told by content); - reads standard input
  --plan            the plan that it is held against
  --baseline        the document of an earlier run (vatdeck analyze --json, or check --format json): findings that it has are known
  --inventory       a swing-store or an inventory (JSON) of before the run: who was to be severed is compared with who was
  --marks           what people said of findings (GET /api/runs/ID/triage): those that were accepted or are noise do not count
  --new-only        findings that the baseline has do not count
  --needs-coverage  what the plan does and the run did not try counts as a blocker
  --chain           the chain that the plan is meant for in the end, where that is not the plan's own
  --format          text; json; github: annotations of a workflow; junit: XML that any CI shows
  --strict          look at every byte
  --progress        how far it is, on standard error, also where that is no terminal

Exit codes
  0  no blocker that counts
  1  wrong usage or unreadable input
  2  blockers found
  3  an upgrade was rolled back or a vat was lost
  4  the log ends before what it started (truncated, still running)
  With several, the first of 3, 4, 2 wins.
`;

export const FORMATS = ['text', 'json', 'github', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** Files are absolute; the slog may be `-` for standard input. */
export type CheckOptions = {
  readonly file: string;
  readonly plan: string;
  readonly baseline: string | null;
  readonly inventory: string | null;
  readonly marks: string | null;
  readonly newOnly: boolean;
  readonly needsCoverage: boolean;
  readonly chain: string | null;
  readonly format: Format;
  readonly strict: boolean;
  readonly progress: boolean;
};

const usage = (problem: string): UsageFault =>
  new UsageFault(`${problem}\nUsage: vatdeck check SLOG|- --plan PLAN; vatdeck check --help says more.`);

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    plan: text,
    baseline: text,
    inventory: text,
    marks: text,
    chain: text,
    format: text,
    'new-only': flag,
    'needs-coverage': flag,
    strict: flag,
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
): CheckOptions | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const [file, extra] = positionals;
  const format = FORMATS.find((known) => known === (values.format ?? 'text'));
  if (file === undefined) throw usage('Which slog?');
  if (extra !== undefined) throw usage(`One slog at a time; "${extra}" is one too many.`);
  if (values.plan === undefined) throw usage('Which plan? --plan PLAN names it.');
  if (format === undefined) throw usage(`There is no format "${values.format}"; ${FORMATS.join(', ')} are.`);
  if (values['new-only'] && values.baseline === undefined) throw usage('--new-only needs a --baseline.');
  const resolve = (name: string): string => path.resolve(env.INIT_CWD ?? process.cwd(), name);
  const named = (name: string | undefined): string | null => (name === undefined ? null : resolve(name));
  return {
    file: file === '-' ? file : resolve(file),
    plan: resolve(values.plan),
    baseline: named(values.baseline),
    inventory: named(values.inventory),
    marks: named(values.marks),
    newOnly: values['new-only'] ?? false,
    needsCoverage: values['needs-coverage'] ?? false,
    chain: values.chain ?? null,
    format,
    strict: values.strict ?? false,
    progress: values.progress ?? false,
  };
}
