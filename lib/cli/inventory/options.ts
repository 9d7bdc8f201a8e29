import { parseArgs } from 'node:util';
import { CliFault, EXIT } from '@/lib/cli/terminal';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  json: flag,
  label: text,
  send: flag,
  progress: flag,
  built: { ...text, multiple: true },
  vat: text,
  plan: text,
  name: text,
  chain: text,
  url: text,
  'token-file': text,
} as const;
type OptionName = keyof typeof OPTIONS;

/** Every verb takes these. */
const COMMON: readonly OptionName[] = ['json', 'progress'];

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new CliFault(EXIT.usage, error instanceof Error ? error.message : String(error));
  }
}

export type Given = ReturnType<typeof parse>;

/** The options that a verb knows; throws a CliFault for any other. */
export function readOptions(argv: readonly string[], known: readonly OptionName[]): Given {
  const given = parse(argv);
  const strange = Object.keys(given.values).find(
    (name) => ![...known, ...COMMON].some((option) => option === name),
  );
  if (strange !== undefined) throw new CliFault(EXIT.usage, `This verb has no option --${strange}.`);
  return given;
}
