import type { NoteBook } from '@/lib/inventory/note-book';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import { readSchema, type StoredTable } from '@/lib/server/inventory/sqlite/schema';
import type { Effort } from '@/lib/server/inventory/store/effort';
import type { Kv } from '@/lib/server/inventory/store/kv';
import { countItems, type FoundTable, readSnapshots, readSpans } from '@/lib/server/inventory/store/spans';
import { SqliteKv } from '@/lib/server/inventory/store/sqlite-kv';
import type { Store } from '@/lib/server/inventory/store/store';
import { whole } from '@/lib/server/inventory/store/stored-json';

/** The columns that an inventory reads, by table. https://github.com/Agoric/agoric-sdk/tree/master/packages/swing-store/src */
const WANTED = {
  kvStore: ['key', 'value'],
  transcriptSpans: ['vatID', 'startPos', 'endPos', 'isCurrent', 'incarnation'],
  transcriptItems: ['vatID'],
  snapshots: ['vatID', 'snapPos', 'inUse', 'uncompressedSize', 'compressedSize'],
} as const;
type TableName = keyof typeof WANTED;

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

function noteFile({ walFrames, isWal }: PageFile, book: NoteBook): void {
  if (walFrames > 0)
    book.add('store', `Its write-ahead log stood beside it and was read with it (${walFrames} pages).`);
  else if (isWal)
    book.add(
      'store',
      'It is in WAL mode and no log stood beside it; if it was copied without one, the last blocks are missing.',
    );
}

function noteHeights(kv: Kv, book: NoteBook): void {
  const [done, begun] = [whole(kv.get('host.height')), whole(kv.get('host.beginHeight'))];
  if (done !== null && begun !== null && begun > done)
    book.add('store', `Block ${begun} was begun and not committed; this is the chain after block ${done}.`);
}

function storeOf(file: PageFile, effort: Effort): Store {
  const found = readSchema(file);
  const { stored } = tableOf(found, 'kvStore');
  if (!stored.key) throw new StoreFault('Its table kvStore has no primary key; no swing-store is so.');
  const kv = new SqliteKv({ file, rows: stored.rows, index: stored.key, effort });
  const [spans, items] = [tableOf(found, 'transcriptSpans'), tableOf(found, 'transcriptItems')];
  const snapshots = tableOf(found, 'snapshots');
  const reading = { file, effort };
  return {
    source: 'store',
    bytes: file.bytes,
    kv,
    height: whole(kv.get('host.height')),
    spans: () => readSpans(spans, reading),
    snapshots: () => readSnapshots(snapshots, reading),
    countItems: (vatID) => countItems(items, vatID, reading),
    note: (book) => {
      noteFile(file, book);
      noteHeights(kv, book);
    },
    checkUnchanged: () => file.checkUnchanged(),
    close: () => file.close(),
  };
}

/** Opens a swing-store's database for reading, with its write-ahead log; throws a StoreFault when it is something else. */
export function openStore(path: string, effort: Effort): Store {
  const file = new PageFile(path);
  try {
    return storeOf(file, effort);
  } catch (error) {
    file.close();
    throw error;
  }
}
