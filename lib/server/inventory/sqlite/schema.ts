import { damaged } from '@/lib/server/inventory/sqlite/fault';
import { IndexTree } from '@/lib/server/inventory/sqlite/index-tree';
import type { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import { TableTree } from '@/lib/server/inventory/sqlite/table-tree';

/** A table as the schema tells of it. */
export type StoredTable = {
  readonly name: string;
  readonly rows: TableTree;
  /** Where each column stands in a row, by its name. */
  readonly columns: ReadonlyMap<string, number>;
  /** The index of its PRIMARY KEY; null for a table WITHOUT ROWID, which is built otherwise. */
  readonly key: IndexTree | null;
};

const MOST_ENTRIES = 10_000;
const LONGEST_SQL = 20_000;
const CONSTRAINT = /^(PRIMARY|UNIQUE|CHECK|FOREIGN|CONSTRAINT)$/i;

/** The parts between commas that stand in no inner brackets. */
function topLevel(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function columnsOf(sql: string): Map<string, number> {
  const bare = sql.slice(0, LONGEST_SQL).replaceAll(/--[^\n]*/g, '');
  const inner = bare.slice(bare.indexOf('(') + 1, bare.lastIndexOf(')'));
  const names = topLevel(inner)
    .map((part) => part.trim().split(/[\s(]/, 1)[0] ?? '')
    .filter((name) => !CONSTRAINT.test(name));
  return new Map(names.map((name, i) => [name.replaceAll(/["'`[\]]/g, ''), i]));
}

/** Every table of a database, by name; indexes, views and triggers beside them are not looked at. */
export function readSchema(file: PageFile): ReadonlyMap<string, StoredTable> {
  const roots = new Map<string, number>();
  const made: { name: string; root: number; sql: string }[] = [];
  let seen = 0;
  new TableTree(file, 1).scan(
    (row) => {
      seen += 1;
      if (seen > MOST_ENTRIES) throw damaged('its schema has no end');
      const [type, name, root, sql] = [row(0), row(1), row(3), row(4)];
      if (typeof name !== 'string' || typeof root !== 'number') return;
      if (type === 'index') roots.set(name, root);
      if (type === 'table' && typeof sql === 'string') made.push({ name, root, sql });
    },
    () => {},
  );
  return new Map(
    made.map(({ name, root, sql }) => {
      const key = roots.get(`sqlite_autoindex_${name}_1`);
      const table = {
        name,
        rows: new TableTree(file, root),
        columns: columnsOf(sql),
        key: key === undefined ? null : new IndexTree(file, key),
      };
      return [name, table];
    }),
  );
}
