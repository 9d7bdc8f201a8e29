import type { IndexTree, KeyRange, KeyView } from '@/lib/server/inventory/sqlite/index-tree';
import type { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import type { TableTree } from '@/lib/server/inventory/sqlite/table-tree';
import type { Effort } from '@/lib/server/inventory/store/effort';

/** A key as a text, with its value read only when asked for. */
export type Entry = { readonly key: string; readonly value: () => string | null };

/** Every key that begins with a prefix: up to the prefix with its last byte one higher. */
export function prefixRange(prefix: string): KeyRange {
  const from = Buffer.from(prefix);
  const to = Buffer.from(from);
  to[to.length - 1] = (to.at(-1) ?? 0) + 1;
  return { from, to };
}

type Parts = {
  readonly file: PageFile;
  readonly rows: TableTree;
  readonly index: IndexTree;
  readonly effort: Effort;
};

/** The kernel's keys and values; ranges read the index alone until a value is asked for. */
export class Kv {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get(key: string): string | null {
    const rowid = this.#parts.index.find(Buffer.from(key));
    return rowid === null ? null : this.#valueOf(rowid);
  }

  /** Tells the effort how much these ranges will take. */
  expect(ranges: readonly KeyRange[]): void {
    const { index, file, effort } = this.#parts;
    for (const range of ranges) effort.expect(index.countLeaves(range) * file.pageSize);
  }

  /** The keys of a range as bytes, for those that are millions; `value` reads the value of the key at hand. */
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

  /** The entries that begin with a prefix, in order; stops after `most`. */
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

  count(prefix: string): number {
    let count = 0;
    this.scan(prefixRange(prefix), () => {
      count += 1;
    });
    return count;
  }

  #valueOf(rowid: number): string | null {
    const value = this.#parts.rows.get(rowid)?.(1) ?? null;
    return value === null ? null : String(value);
  }
}
