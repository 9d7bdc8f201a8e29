import { blast } from '@/lib/cli/inventory/blast';
import { compare, drift, plan } from '@/lib/cli/inventory/held-against';
import { show } from '@/lib/cli/inventory/show';
import { type InventoryTerminal, processTerminal } from '@/lib/cli/inventory/terminal';
import { EXIT, saying } from '@/lib/cli/terminal';

const HELP = `Which vats a chain has, what may be upgraded, and whom it hurts. Files are opened for reading only; nothing is written beside them.

  vatdeck inventory A… [--label L] [--send]        every vat; several sources are merged, the first's word counts
  vatdeck inventory compare BEFORE AFTER           what changed
  vatdeck inventory drift A --built FILE…          which vats are behind what a branch builds
  vatdeck inventory blast A [--vat V | --plan P]   who is cut off, of every vat, of one, or step by step of a plan
  vatdeck inventory plan A --name UPGRADE [--built FILE…] [--chain ID]
                                                   a plan of all that is behind (without --built: of all that can be upgraded)

A and B are a swingstore.sqlite (or a folder that holds one: a node's home), an export of one (its folder, a tar of it, or its
export-data.jsonl), an inventory or vat map in JSON, gzip of these, or a slog. A file that is called like a verb is named ./compare.
Take a store with its node stopped, or by SQLite's .backup; a write-ahead log beside it is read with it.

  --json               the answer as JSON
  --send               keeps what was found on the server; the store itself is not sent
  --progress           how far it is, on standard error (always on a terminal)
  --url URL            the server (default: $VATDECK_URL, else http://127.0.0.1:3000)
  --token-file FILE    its API token (default: $VATDECK_TOKEN)

Exit codes
  0  done; compare: nothing changed; drift: nothing is behind
  1  wrong usage or unreadable input
  2  compare: something changed; drift: a vat is behind
  3  refused by the server
  5  the server cannot be reached
`;

type Verb = (argv: readonly string[], terminal: InventoryTerminal) => Promise<number>;
const VERBS: Readonly<Record<string, Verb>> = { compare, drift, blast, plan };

/** `vatdeck inventory …`. Resolves to the exit code. */
export async function run(
  argv: readonly string[],
  terminal: InventoryTerminal = processTerminal(),
): Promise<number> {
  const [name = '', ...rest] = argv;
  if (name === '' || argv.includes('--help')) {
    terminal.out(HELP);
    return name === '' ? EXIT.usage : EXIT.done;
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  return saying('inventory', terminal, () => (verb ? verb(rest, terminal) : show(argv, terminal)));
}
