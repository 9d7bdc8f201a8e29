import { plain } from '@/lib/cli/plain';
import { exactly, readOptions } from '@/lib/cli/plan/options';
import { ask } from '@/lib/cli/server-door';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
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
export async function list(argv: readonly string[], terminal: Terminal): Promise<number> {
  const given = await readOptions(argv, ['url', 'token-file', 'json'], terminal);
  exactly(given, 0, 'list [--json]');
  const answer = await ask(given.loading.server, paths.api.plans());
  if (!Array.isArray(answer))
    throw new CliFault(EXIT.refused, 'The server answered with something that is no list of plans.');
  const rows = answer.filter((row): row is object => typeof row === 'object' && row !== null);
  terminal.out(
    given.values.json ? `${JSON.stringify(rows)}\n` : rows.map((row) => `${sayRow(row)}\n`).join(''),
  );
  return EXIT.done;
}
