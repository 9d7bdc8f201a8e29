import {
  cellAt,
  cellCount,
  headAt,
  PAGE,
  payloadAt,
  readPayload,
  rightmost,
} from '@/lib/server/inventory/sqlite/cell';
import { damaged } from '@/lib/server/inventory/sqlite/fault';
import type { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import { integerAt, isText, lengthOf, varint, varintLength } from '@/lib/server/inventory/sqlite/record';

const DEEPEST = 30;
const LONGEST_KEY = 1024 * 1024;

/** The key that a scan stands at: its UTF-8 bytes in `bytes` from `start` to `end`, and its row. Valid until the next one. */
export type KeyView = { bytes: Buffer; start: number; end: number; rowid: number };

/** Keys from `from` (inclusive) to `to` (exclusive), in the order of their bytes. */
export type KeyRange = { readonly from: Buffer; readonly to: Buffer };

/** An index whose first column is a text: keys in the order of their UTF-8 bytes. */
export class IndexTree {
  readonly #file: PageFile;
  readonly #root: number;
  readonly #view: KeyView = { bytes: Buffer.alloc(0), start: 0, end: 0, rowid: 0 };
  #depth = 0;

  constructor(file: PageFile, root: number) {
    this.#file = file;
    this.#root = root;
  }

  /** Visits the keys of a range until `visit` says false; `onLeaf` is told of each leaf before it is read. */
  scan({ from, to }: KeyRange, visit: (key: KeyView) => boolean, onLeaf: () => void): void {
    const leaf = Buffer.allocUnsafe(this.#file.pageSize);
    let left = this.#file.pageCount;
    const walk = (no: number, depth: number): boolean => {
      left -= 1;
      if (left < 0 || depth > DEEPEST) throw damaged('an index goes in circles');
      const isLeaf = depth === this.depth() - 1;
      if (isLeaf) onLeaf();
      const page = isLeaf ? this.#leafInto(no, leaf) : this.#inner(no);
      const head = headAt(no);
      const cells = cellCount(page, head);
      for (let i = this.#firstFrom(page, head, from); i <= cells; i += 1) {
        if (!isLeaf && !walk(this.#child(page, head, i), depth + 1)) return false;
        if (i === cells) break;
        const key = this.#keyAt(page, head, i);
        if (to.compare(key.bytes, key.start, key.end) <= 0 || !visit(key)) return false;
      }
      return true;
    };
    walk(this.#root, 0);
  }

  /** The row of exactly this key; null when there is none. */
  find(key: Buffer): number | null {
    let no = this.#root;
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const page = this.#file.page(no);
      const head = headAt(no);
      const isLeaf = this.#isLeaf(page, head);
      const i = this.#firstFrom(page, head, key);
      if (i < cellCount(page, head)) {
        const found = this.#keyAt(page, head, i);
        if (key.compare(found.bytes, found.start, found.end) === 0) return found.rowid;
      }
      if (isLeaf) return null;
      no = this.#child(page, head, i);
    }
    throw damaged('an index is too deep');
  }

  /** How many leaves hold a range, from the pages above them alone. */
  countLeaves({ from, to }: KeyRange): number {
    let left = this.#file.pageCount;
    const count = (no: number, depth: number): number => {
      left -= 1;
      if (left < 0) throw damaged('an index goes in circles');
      if (depth === this.depth() - 1) return 1;
      const page = this.#inner(no);
      const head = headAt(no);
      const [first, last] = [this.#firstFrom(page, head, from), this.#firstFrom(page, head, to)];
      if (depth === this.depth() - 2) return last - first + 1;
      let sum = 0;
      for (let i = first; i <= last; i += 1) sum += count(this.#child(page, head, i), depth + 1);
      return sum;
    };
    return count(this.#root, 0);
  }

  /** How many levels the tree has; they are the same everywhere. */
  depth(): number {
    if (this.#depth > 0) return this.#depth;
    let no = this.#root;
    for (let depth = 1; depth < DEEPEST; depth += 1) {
      const page = this.#file.page(no);
      if (this.#isLeaf(page, headAt(no))) {
        this.#depth = depth;
        return depth;
      }
      no = this.#child(page, headAt(no), 0);
    }
    throw damaged('an index is too deep');
  }

  #isLeaf(page: Buffer, head: number): boolean {
    if (page[head] !== PAGE.indexLeaf && page[head] !== PAGE.indexInner)
      throw damaged('a page of an index is none');
    return page[head] === PAGE.indexLeaf;
  }

  #leafInto(no: number, leaf: Buffer): Buffer {
    this.#file.readInto(no, leaf);
    if (!this.#isLeaf(leaf, headAt(no))) throw damaged('an index is not even');
    return leaf;
  }

  #inner(no: number): Buffer {
    const page = this.#file.page(no);
    if (this.#isLeaf(page, headAt(no))) throw damaged('an index is not even');
    return page;
  }

  #child(page: Buffer, head: number, i: number): number {
    return i < cellCount(page, head) ? page.readUInt32BE(cellAt(page, head, i)) : rightmost(page, head);
  }

  /** The first cell whose key is not less. */
  #firstFrom(page: Buffer, head: number, key: Buffer): number {
    let [low, high] = [0, cellCount(page, head)];
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.#keyAt(page, head, middle);
      if (key.compare(found.bytes, found.start, found.end) > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Reads the key of a cell into the one view; the last column of an index is the row's number. */
  #keyAt(page: Buffer, head: number, i: number): KeyView {
    const at = cellAt(page, head, i) + (page[head] === PAGE.indexInner ? 4 : 0);
    const payload = payloadAt(page, at, this.#file.usable, false);
    if (payload.length > LONGEST_KEY) throw damaged('a key is longer than a megabyte');
    const whole = payload.isWhole ? page : readPayload(this.#file, page, payload, LONGEST_KEY);
    const base = payload.isWhole ? payload.at : 0;
    const headerLength = varint(whole, base);
    let place = base + varintLength;
    const first = varint(whole, place);
    place += varintLength;
    const start = base + headerLength;
    let [last, lastAt, next] = [first, start, start + lengthOf(first)];
    while (place < start) {
      last = varint(whole, place);
      place += varintLength;
      [lastAt, next] = [next, next + lengthOf(last)];
    }
    if (!isText(first) || next > base + payload.length) throw damaged('a key is no text');
    const view = this.#view;
    view.bytes = whole;
    view.start = start;
    view.end = start + lengthOf(first);
    view.rowid = integerAt(whole, last, lastAt);
    return view;
  }
}
