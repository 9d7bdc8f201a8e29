import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import { readSchema, type StoredTable } from '@/lib/server/inventory/sqlite/schema';
import type { Effort } from '@/lib/server/inventory/store/effort';
import { Kv } from '@/lib/server/inventory/store/kv';

/** The columns that an inventory reads, by table. https://github.com/Agoric/agoric-sdk/tree/master/packages/swing-store/src */
const WANTED = {
  kvStore: ['key', 'value'],
  transcriptSpans: ['vatID', 'startPos', 'endPos', 'isCurrent', 'incarnation'],
  transcriptItems: ['vatID'],
  snapshots: ['vatID', 'snapPos', 'inUse', 'uncompressedSize', 'compressedSize'],
} as const;
type TableName = keyof typeof WANTED;

/** A table and the places of its columns, in the order of `WANTED`. */
export type FoundTable = { readonly stored: StoredTable; readonly at: readonly number[] };

export type Store = {
  readonly file: PageFile;
  readonly kv: Kv;
  readonly spans: FoundTable;
  readonly items: FoundTable;
  readonly snapshots: FoundTable;
};

const listed = (names: readonly string[]): string =>
  names.length === 0
    ? 'no tables'
    : `the tables ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;

function tableOf(tables: ReadonlyMap<string, StoredTable>, name: TableName): FoundTable {
  const stored = tables.get(name);
  if (!stored)
    throw new StoreFault(
      `It is a SQLite database of another program, no swing-store: it has ${listed([...tables.keys()])}, but no ${name}.`,
    );
  const at = WANTED[name].map((column) => stored.columns.get(column) ?? -1);
  if (!at.includes(-1)) return { stored, at };
  throw new StoreFault(`Its table ${name} is not that of a swing-store: columns are missing.`);
}

/** Opens a swing-store's database for reading, with its write-ahead log; throws a StoreFault when it is something else. */
export function openStore(path: string, effort: Effort): Store {
  const file = new PageFile(path);
  try {
    const tables = readSchema(file);
    const { stored } = tableOf(tables, 'kvStore');
    if (!stored.key) throw new StoreFault('Its table kvStore has no primary key; no swing-store is so.');
    return {
      file,
      kv: new Kv({ file, rows: stored.rows, index: stored.key, effort }),
      spans: tableOf(tables, 'transcriptSpans'),
      items: tableOf(tables, 'transcriptItems'),
      snapshots: tableOf(tables, 'snapshots'),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}
