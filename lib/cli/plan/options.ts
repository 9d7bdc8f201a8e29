import { parseArgs } from 'node:util';
import type { Loading } from '@/lib/cli/plan/load-plan';
import { serverOptions } from '@/lib/cli/server-door';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import { isReadFormat, READ_FORMATS } from '@/lib/plan/formats/format';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** Every option of every plan verb; a verb refuses those that it does not know. */
const OPTIONS = {
  url: text,
  'token-file': text,
  json: flag,
  from: text,
  chain: text,
  'upgrade-name': text,
  format: text,
  into: text,
  out: text,
  title: text,
  save: flag,
  digest: text,
  decline: flag,
  reason: text,
} as const;
type OptionName = keyof typeof OPTIONS;

/** What most verbs take: where plans are, and how to read those in files. */
export const COMMON = [
  'url',
  'token-file',
  'json',
  'from',
  'chain',
  'upgrade-name',
] as const satisfies readonly OptionName[];

export type Given = {
  readonly values: {
    readonly [K in OptionName]?: (typeof OPTIONS)[K]['type'] extends 'boolean' ? boolean : string;
  };
  readonly positionals: readonly string[];
  readonly loading: Loading;
};

function parse(argv: readonly string[], known: readonly OptionName[]): Pick<Given, 'values' | 'positionals'> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
    const strange = Object.keys(values).find((name) => !known.some((option) => option === name));
    if (strange !== undefined) throw new CliFault(EXIT.usage, `This verb has no option --${strange}.`);
    return { values, positionals };
  } catch (error) {
    throw error instanceof CliFault
      ? error
      : new CliFault(EXIT.usage, error instanceof Error ? error.message : String(error));
  }
}

/** The options of a verb and what plans are read with; throws a CliFault. */
export async function readOptions(
  argv: readonly string[],
  known: readonly OptionName[],
  terminal: Terminal,
): Promise<Given> {
  const { values, positionals } = parse(argv, known);
  const format = values.from ?? null;
  if (format !== null && !isReadFormat(format))
    throw new CliFault(EXIT.usage, `--from must be one of ${READ_FORMATS.join(', ')}, not "${format}".`);
  const loading = {
    terminal,
    server: await serverOptions(values, terminal),
    format,
    chain: values.chain ?? 'agoric-3',
    upgradeName: values['upgrade-name'] ?? 'unnamed-upgrade',
  };
  return { values, positionals, loading };
}

/** Exactly so many names; throws a CliFault that says what was expected. */
export function exactly<N extends 0 | 1 | 2>(
  { positionals }: Given,
  count: N,
  usage: string,
): N extends 2 ? readonly [string, string] : N extends 1 ? readonly [string] : readonly [];
export function exactly({ positionals }: Given, count: number, usage: string): readonly string[] {
  if (positionals.length !== count) throw new CliFault(EXIT.usage, `Usage: vatdeck plan ${usage}`);
  return positionals;
}
