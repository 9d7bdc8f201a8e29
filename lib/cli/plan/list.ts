import { ask } from '@/lib/cli/plan/door';
import { exactly, readOptions } from '@/lib/cli/plan/options';
import { plain } from '@/lib/cli/plan/plain';
import { EXIT, PlanFault, type PlanTerminal } from '@/lib/cli/plan/terminal';
import { paths } from '@/lib/url/paths';

const wordOf = (row: object, key: string): string =>
  plain(String(Reflect.get(row, key) ?? '')).replaceAll(/[\n\t]/g, ' ');

const sayRow = (row: object): string =>
  [
    `plan:${wordOf(row, 'id')}`,
    wordOf(row, 'state'),
    Reflect.get(row, 'approved') === true ? 'approved' : 'not approved',
    wordOf(row, 'digest'),
    wordOf(row, 'title'),
  ].join('\t');

/** `vatdeck plan list`: every plan of the server, last changed first; tab separated. */
export async function list(argv: readonly string[], terminal: PlanTerminal): Promise<number> {
  const given = await readOptions(argv, ['url', 'token-file', 'json'], terminal);
  exactly(given, 0, 'list [--json]');
  const answer = await ask(given.loading.server, paths.api.plans());
  if (!Array.isArray(answer))
    throw new PlanFault(EXIT.refused, 'The server answered with something that is no list of plans.');
  const rows = answer.filter((row): row is object => typeof row === 'object' && row !== null);
  terminal.out(
    given.values.json ? `${JSON.stringify(rows)}\n` : rows.map((row) => `${sayRow(row)}\n`).join(''),
  );
  return EXIT.done;
}
