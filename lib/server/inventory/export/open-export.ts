import { closeSync, fstatSync, openSync } from 'node:fs';
import type { NoteBook } from '@/lib/inventory/note-book';
import type { FoundExport } from '@/lib/server/inventory/export/found-export';
import { Records } from '@/lib/server/inventory/export/records';
import { SortedLines } from '@/lib/server/inventory/export/sorted-lines';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import type { Effort } from '@/lib/server/inventory/store/effort';
import type { Snapshots, Store } from '@/lib/server/inventory/store/store';

const ITEMS = /^transcript\.(v\d{1,15})\.(\d{1,15})\.(\d{1,15})$/;

/** Transcript items of a vat among the artifacts, each of which is named by where it begins and ends. */
function itemsOf(vatID: string, { manifest }: FoundExport): number | null {
  if (!manifest?.hasAllItems) return null;
  let items = 0;
  for (const name of manifest.artifacts.keys()) {
    const [, of, from, to] = ITEMS.exec(name) ?? [];
    if (of === vatID) items += Math.max(0, Number(to) - Number(from));
  }
  return items;
}

function note({ manifest }: FoundExport, { current }: Snapshots, book: NoteBook): void {
  if (manifest === null)
    book.add(
      'export',
      'Its data came alone: at which block it was made, and how large snapshots are, is not known.',
    );
  else if (manifest.height === null)
    book.add('export', 'Its manifest does not say at which block it was made.');
  const missing = [...current.values()].filter(({ uncompressed }) => uncompressed === null).length;
  if (manifest !== null && missing > 0)
    book.add('export', `${missing} snapshots did not come with it, so how large they are is not known.`);
  if (current.size > 0) book.add('export', 'An export does not say how large snapshots are when compressed.');
}

const changed = new StoreFault(
  'It was written to while it was read; wait until the export is done, and read it again.',
);

/** Opens an export for reading; throws a StoreFault when its data is damaged or out of order. */
export function openExport(found: FoundExport, effort: Effort): Store {
  const { data, manifest, bytesOf } = found;
  const fd = openSync(/*turbopackIgnore: true*/ data.file, 'r');
  try {
    const before = fstatSync(fd);
    const records = new Records();
    const kv = new SortedLines({ fd, section: data, effort }, (key, value) => records.add(key, value));
    const snapshots = records.snapshots(bytesOf);
    return {
      source: 'export',
      bytes: data.bytes,
      kv,
      height: manifest?.height ?? null,
      spans: () => records.spans,
      snapshots: () => snapshots,
      countItems: (vatID) => itemsOf(vatID, found),
      note: (book) => note(found, snapshots, book),
      checkUnchanged: () => {
        const after = fstatSync(fd);
        if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw changed;
      },
      close: () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}
