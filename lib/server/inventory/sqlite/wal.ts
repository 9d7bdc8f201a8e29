import { fstatSync, readSync } from 'node:fs';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';

const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC = 0x37_7f_06_82;
/** As many pages as a map of them takes 100 MB; a node's log holds some thousands. */
const MOST_PAGES = 2_000_000;

/** What a write-ahead log adds to its database: where the newest committed text of a page is, and how many pages there are then. */
export type WalPages = {
  readonly at: ReadonlyMap<number, number>;
  readonly pageCount: number;
  readonly frames: number;
};

type Sums = [number, number];

/** https://sqlite.org/fileformat2.html#checksum_algorithm; `bytes` is a multiple of eight. */
function addTo(sums: Sums, bytes: Buffer, big: boolean): void {
  let [a, b] = sums;
  for (let i = 0; i + 8 <= bytes.length; i += 8) {
    a = (a + (big ? bytes.readUInt32BE(i) : bytes.readUInt32LE(i)) + b) >>> 0;
    b = (b + (big ? bytes.readUInt32BE(i + 4) : bytes.readUInt32LE(i + 4)) + a) >>> 0;
  }
  sums[0] = a;
  sums[1] = b;
}

type WalHead = {
  readonly big: boolean;
  readonly pageSize: number;
  readonly salt: Buffer;
  readonly sums: Sums;
};

function readHead(fd: number): WalHead | null {
  const head = Buffer.alloc(HEADER);
  if (readSync(fd, head, 0, HEADER, 0) < HEADER) return null;
  const magic = head.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== MAGIC) return null;
  const big = (magic & 1) === 1;
  const sums: Sums = [0, 0];
  addTo(sums, head.subarray(0, 24), big);
  if (sums[0] !== head.readUInt32BE(24) || sums[1] !== head.readUInt32BE(28)) return null;
  return { big, pageSize: head.readUInt32BE(8), salt: head.subarray(16, 24), sums };
}

/** Whether this frame goes on from the last; adds it to the sums. */
function followsOn(frame: Buffer, { big, salt, sums }: WalHead): boolean {
  if (!frame.subarray(8, 16).equals(salt)) return false;
  addTo(sums, frame.subarray(0, 8), big);
  addTo(sums, frame.subarray(FRAME_HEADER), big);
  return sums[0] === frame.readUInt32BE(16) && sums[1] === frame.readUInt32BE(20);
}

/**
 * The committed pages of an open write-ahead log, checked by their sums as SQLite itself does on recovery; what follows the last
 * commit never happened. Null when nothing in it counts.
 */
export function readWal(fd: number, pageSize: number): WalPages | null {
  const head = readHead(fd);
  if (head === null || head.pageSize !== pageSize) return null;
  const at = new Map<number, number>();
  const open = new Map<number, number>();
  const frame = Buffer.alloc(FRAME_HEADER + pageSize);
  const { size } = fstatSync(fd);
  let [pageCount, frames] = [0, 0];
  for (let from = HEADER; from + frame.length <= size; from += frame.length) {
    if (readSync(fd, frame, 0, frame.length, from) < frame.length || !followsOn(frame, head)) break;
    open.set(frame.readUInt32BE(0), from + FRAME_HEADER);
    const committed = frame.readUInt32BE(4);
    if (committed === 0) continue;
    for (const [page, place] of open) at.set(page, place);
    open.clear();
    [pageCount, frames] = [committed, (from + frame.length - HEADER) / frame.length];
    if (at.size > MOST_PAGES)
      throw new StoreFault('Its write-ahead log is too large to be read beside it; checkpoint it first.');
  }
  return pageCount === 0 ? null : { at, pageCount, frames };
}
