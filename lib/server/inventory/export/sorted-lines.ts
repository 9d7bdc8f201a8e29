import { eachLine, type Line, type Section } from '@/lib/server/inventory/export/lines';
import { keyOf, valueOf } from '@/lib/server/inventory/export/pair';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import type { KeyRange } from '@/lib/server/inventory/sqlite/index-tree';
import type { Effort } from '@/lib/server/inventory/store/effort';
import { type Entry, type KeyView, type Kv, prefixRange } from '@/lib/server/inventory/store/kv';

/** A key is remembered for so many bytes of lines: 5 GB of them take some megabytes. */
const BLOCK = 64 * 1024;
const LONGEST_KEY = 1024 * 1024;
const KV = Buffer.from('kv.');

type Block = { readonly key: Buffer; readonly at: number };
type Parts = { readonly fd: number; readonly section: Section; readonly effort: Effort };

const isKv = ({ bytes, start, end }: KeyView): boolean =>
  end - start > KV.length && KV.compare(bytes, start, start + KV.length) === 0;
const bare = ({ bytes, start, end }: KeyView): KeyView => ({ bytes, start: start + KV.length, end });

/** Remembers a key and says whether the next one is greater. */
class Order {
  readonly #last = Buffer.allocUnsafe(LONGEST_KEY);
  #length = -1;

  isNext({ bytes, start, end }: KeyView): boolean {
    if (end - start > LONGEST_KEY) throw new StoreFault('A key of its data is longer than a megabyte.');
    const isGreater = this.#length < 0 || bytes.compare(this.#last, 0, this.#length, start, end) > 0;
    this.#length = bytes.copy(this.#last, 0, start, end);
    return isGreater;
  }
}

/**
 * The kernel's keys in the data of an export. Whoever exports writes them in the order of their bytes (swing-store's exporter by SQL,
 * the chain from its IAVL tree), so the lines themselves are the index: one pass remembers where each block begins.
 */
export class SortedLines implements Kv {
  readonly #parts: Parts;
  readonly #blocks: Block[] = [];

  /** `onRecord` is told of the lines that are none of the kernel's keys, by key. */
  constructor(parts: Parts, onRecord: (key: string, value: () => string | null) => void) {
    this.#parts = parts;
    const order = new Order();
    let next = 0;
    parts.effort.expect(parts.section.bytes);
    this.#lines(parts.section.start, this.#end, (line) => {
      const key = keyOf(line);
      if (isKv(key)) {
        parts.effort.key();
        if (!order.isNext(key)) throw this.#outOfOrder(line);
        if (line.at >= next) {
          this.#blocks.push({
            key: Buffer.from(key.bytes.subarray(key.start + KV.length, key.end)),
            at: line.at,
          });
          next = line.at + BLOCK;
        }
      } else onRecord(key.bytes.toString('utf8', key.start, key.end), () => valueOf(line));
      return true;
    });
  }

  get(key: string): string | null {
    const wanted = Buffer.from(key);
    let value: string | null = null;
    this.#range({ from: wanted, to: Buffer.concat([wanted, Buffer.from([0])]) }, (_, line) => {
      value = valueOf(line);
      return false;
    });
    return value;
  }

  expect(ranges: readonly KeyRange[]): void {
    for (const { from, to } of ranges) {
      const [first, last] = [this.#blockOf(from), this.#blockOf(to) + 1];
      this.#parts.effort.expect(this.#startOf(last) - this.#startOf(first));
    }
  }

  scan(range: KeyRange, visit: (key: KeyView, value: () => string | null) => void): void {
    this.#range(range, (key, line) => {
      this.#parts.effort.key();
      visit(key, () => valueOf(line));
      return true;
    });
  }

  entries(prefix: string, most: number): Entry[] {
    const found: Entry[] = [];
    this.#range(prefixRange(prefix), ({ bytes, start, end }, line) => {
      this.#parts.effort.key();
      const { at } = line;
      const length = line.end - line.start;
      found.push({ key: bytes.toString('utf8', start, end), value: () => this.#valueAt(at, length) });
      return found.length < most;
    });
    return found;
  }

  get #end(): number {
    return this.#parts.section.start + this.#parts.section.bytes;
  }

  #startOf(block: number): number {
    return this.#blocks[block]?.at ?? this.#end;
  }

  /** The last block that does not begin behind a key. */
  #blockOf(key: Buffer): number {
    let [low, high] = [0, this.#blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const first = this.#blocks[middle]?.key;
      if (first && first.compare(key) <= 0) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  #range({ from, to }: KeyRange, visit: (key: KeyView, line: Line) => boolean): void {
    const last = this.#startOf(this.#blockOf(to) + 1);
    this.#lines(this.#startOf(this.#blockOf(from)), last, (line) => {
      const whole = keyOf(line);
      if (!isKv(whole)) return true;
      const key = bare(whole);
      if (from.compare(key.bytes, key.start, key.end) > 0) return true;
      return to.compare(key.bytes, key.start, key.end) > 0 && visit(key, line);
    });
  }

  #lines(from: number, to: number, visit: (line: Line) => boolean): void {
    const { fd, effort } = this.#parts;
    eachLine(fd, { from, to }, visit, (bytes) => effort.page(bytes));
  }

  #valueAt(at: number, length: number): string | null {
    let value: string | null = null;
    this.#lines(at, at + length, (line) => {
      value = valueOf(line);
      return false;
    });
    return value;
  }

  #outOfOrder({ at }: Line): StoreFault {
    return new StoreFault(
      `At byte ${at} of its data a key stands behind a greater one or twice. Every exporter writes each key once and in order; export it again.`,
    );
  }
}
