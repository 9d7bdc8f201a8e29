import { parseArgs } from 'node:util';
import { makeFiles } from '@/lib/cli/report/make';
import { list, publish, revoke } from '@/lib/cli/report/on-server';
import { verify } from '@/lib/cli/report/verify';
import { serverOptions } from '@/lib/cli/server-door';
import { CliFault, EXIT, processTerminal, saying, type Terminal } from '@/lib/cli/terminal';

const HELP = `Reports that tell validators what will happen, in what order and for how long.

  vatdeck report make --plan PLAN --run RUN… [--details FILE] [--title TEXT] [--form html|md|json] [--out FILE]
                                        from a plan and slogs (or documents of them), sanitised; nothing is sent
  vatdeck report list                   reports of the server, with their links
  vatdeck report publish ID [--correction TEXT] [--expires DAYS]
                                        the draft as it is, as the next version, for good
  vatdeck report revoke ID              takes the public link back
  vatdeck report verify FILE [--hash HASH]
                                        the content hash of a report's JSON form, held against the printed one

  --reference RUN      a slog of a machine like the readers': the forecast is scaled to it
  --allow TEXT         a text that sanitising takes out and you let out (several)
  --height N --at TIME --seconds S      a block whose time is known (ISO 8601) and the seconds a block takes
  --url URL            the server (default: $VATDECK_URL, else http://127.0.0.1:3000)
  --token-file FILE    its API token (default: $VATDECK_TOKEN)
  --json               the answer as JSON

Exit codes
  0  done; verify: the hash is the given one
  1  wrong usage or unreadable input
  2  verify: the hash is another
  3  refused by the server
  5  the server cannot be reached
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  plan: text,
  run: { ...text, multiple: true },
  reference: text,
  details: text,
  title: text,
  form: text,
  out: text,
  allow: { ...text, multiple: true },
  height: text,
  at: text,
  seconds: text,
  correction: text,
  expires: text,
  hash: text,
  url: text,
  'token-file': text,
  json: flag,
  help: flag,
} as const;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new CliFault(EXIT.usage, error instanceof Error ? error.message : String(error));
  }
}

export type ReportOptions = ReturnType<typeof parse>['values'];

/** The one name that a verb takes. */
function only(positionals: readonly string[], usage: string): string {
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new CliFault(EXIT.usage, `Usage: vatdeck report ${usage}`);
  return name;
}

async function report(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parse(argv);
  const [verb, ...names] = positionals;
  if (values.help || verb === undefined) {
    terminal.out(HELP);
    return values.help ? EXIT.done : EXIT.usage;
  }
  const server = () => serverOptions(values, terminal);
  switch (verb) {
    case 'make':
      return makeFiles(values, terminal);
    case 'verify':
      return verify(only(names, 'verify FILE [--hash HASH]'), values, terminal);
    case 'list':
      return list(values, { terminal, server: await server() });
    case 'publish':
      return publish(only(names, 'publish ID'), values, { terminal, server: await server() });
    case 'revoke':
      return revoke(only(names, 'revoke ID'), values, { terminal, server: await server() });
    default:
      throw new CliFault(EXIT.usage, `There is no verb "${verb}". \`vatdeck report --help\` lists them.`);
  }
}

/** `vatdeck report VERB …`. Resolves to the exit code. */
export const run = (argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> =>
  saying('report', terminal, () => report(argv, terminal));
