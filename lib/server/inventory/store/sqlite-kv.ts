import type { IndexTree, KeyRange } from '@/lib/server/inventory/sqlite/index-tree';
import type { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import type { TableTree } from '@/lib/server/inventory/sqlite/table-tree';
import type { Effort } from '@/lib/server/inventory/store/effort';
import { type Entry, type KeyView, type Kv, prefixRange } from '@/lib/server/inventory/store/kv';

type Parts = {
  readonly file: PageFile;
  readonly rows: TableTree;
  readonly index: IndexTree;
  readonly effort: Effort;
};

/** The keys of a database's `kvStore`; ranges read the index alone until a value is asked for. */
export class SqliteKv implements Kv {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get(key: string): string | null {
    const rowid = this.#parts.index.find(Buffer.from(key));
    return rowid === null ? null : this.#valueOf(rowid);
  }

  expect(ranges: readonly KeyRange[]): void {
    const { index, file, effort } = this.#parts;
    for (const range of ranges) effort.expect(index.countLeaves(range) * file.pageSize);
  }

  scan(range: KeyRange, visit: (key: KeyView, value: () => string | null) => void): void {
    const { index, effort, file } = this.#parts;
    let rowid = 0;
    const value = (): string | null => this.#valueOf(rowid);
    index.scan(
      range,
      (key) => {
        effort.key();
        rowid = key.rowid;
        visit(key, value);
        return true;
      },
      () => effort.page(file.pageSize),
    );
  }

  entries(prefix: string, most: number): Entry[] {
    const { index, effort, file } = this.#parts;
    const found: Entry[] = [];
    index.scan(
      prefixRange(prefix),
      ({ bytes, start, end, rowid }) => {
        effort.key();
        found.push({ key: bytes.toString('utf8', start, end), value: () => this.#valueOf(rowid) });
        return found.length < most;
      },
      () => effort.page(file.pageSize),
    );
    return found;
  }

  #valueOf(rowid: number): string | null {
    const value = this.#parts.rows.get(rowid)?.(1) ?? null;
    return value === null ? null : String(value);
  }
}
