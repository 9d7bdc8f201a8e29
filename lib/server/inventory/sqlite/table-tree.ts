import {
  cellAt,
  cellCount,
  headAt,
  PAGE,
  type Payload,
  payloadAt,
  readPayload,
  rightmost,
} from '@/lib/server/inventory/sqlite/cell';
import { damaged } from '@/lib/server/inventory/sqlite/fault';
import type { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import { findColumn, readColumn, type Value, varint } from '@/lib/server/inventory/sqlite/record';

const DEEPEST = 30;
/** No value that an inventory needs is longer; a longer one counts as absent. */
const LONGEST = 16 * 1024 * 1024;

/** Column `column` of a row; a blob behind it is not read. */
export type Row = (column: number) => Value;

/** A table: rows by number, and all of them in turn. */
export class TableTree {
  readonly #file: PageFile;
  readonly #root: number;

  constructor(file: PageFile, root: number) {
    this.#file = file;
    this.#root = root;
  }

  /** The row of this number; null when there is none. */
  get(rowid: number): Row | null {
    let no = this.#root;
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const page = this.#file.page(no);
      const head = headAt(no);
      const i = this.#firstFrom(page, head, rowid);
      if (page[head] === PAGE.tableLeaf) return this.#rowAt(page, head, i, rowid);
      no = i < cellCount(page, head) ? page.readUInt32BE(cellAt(page, head, i)) : rightmost(page, head);
    }
    throw damaged('a table is too deep');
  }

  /** Every row in order; `onPage` is told of each page of rows before it is read. */
  scan(visit: (row: Row) => void, onPage: () => void): void {
    let left = this.#file.pageCount;
    const walk = (no: number, depth: number): void => {
      left -= 1;
      if (left < 0 || depth > DEEPEST) throw damaged('a table goes in circles');
      const page = this.#file.page(no);
      const head = headAt(no);
      const cells = cellCount(page, head);
      const isLeaf = this.#isLeaf(page, head);
      if (isLeaf) onPage();
      for (let i = 0; i < cells; i += 1) {
        const at = cellAt(page, head, i);
        if (isLeaf) visit(this.#row(page, payloadAt(page, at, this.#file.usable, true)));
        else walk(page.readUInt32BE(at), depth + 1);
      }
      if (!isLeaf) walk(rightmost(page, head), depth + 1);
    };
    walk(this.#root, 0);
  }

  #isLeaf(page: Buffer, head: number): boolean {
    if (page[head] !== PAGE.tableLeaf && page[head] !== PAGE.tableInner)
      throw damaged('a page of a table is none');
    return page[head] === PAGE.tableLeaf;
  }

  /** The first cell whose row number is not less. */
  #firstFrom(page: Buffer, head: number, rowid: number): number {
    const isLeaf = this.#isLeaf(page, head);
    let [low, high] = [0, cellCount(page, head)];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = cellAt(page, head, middle);
      const number = isLeaf ? payloadAt(page, at, this.#file.usable, true).rowid : varint(page, at + 4);
      if (number < rowid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #rowAt(page: Buffer, head: number, i: number, rowid: number): Row | null {
    if (i >= cellCount(page, head)) return null;
    const payload = payloadAt(page, cellAt(page, head, i), this.#file.usable, true);
    return payload.rowid === rowid ? this.#row(page, payload) : null;
  }

  #row(page: Buffer, payload: Payload): Row {
    const local = page.subarray(payload.at, payload.end);
    return (column) => {
      if (payload.isWhole) return readColumn(local, column);
      const found = findColumn(local, column);
      if (found === null || found.type === 0) return null;
      if (found.end <= local.length) return readColumn(local, column);
      if (found.end > LONGEST) return null;
      return readColumn(readPayload(this.#file, page, payload, found.end), column);
    };
  }
}
