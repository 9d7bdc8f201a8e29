import { damaged } from '@/lib/server/inventory/sqlite/fault';
import type { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import { varint, varintLength } from '@/lib/server/inventory/sqlite/record';

export const PAGE = { indexInner: 2, tableInner: 5, indexLeaf: 10, tableLeaf: 13 } as const;

/** Page 1 begins with the file's header. */
export const headAt = (no: number): number => (no === 1 ? 100 : 0);

export const cellCount = (page: Buffer, head: number): number => page.readUInt16BE(head + 3);

/** Where cell `i` of a page begins. */
export function cellAt(page: Buffer, head: number, i: number): number {
  const type = page[head];
  const pointers = head + (type === PAGE.indexInner || type === PAGE.tableInner ? 12 : 8);
  const pointer = pointers + 2 * i;
  const at = pointer + 2 <= page.length ? page.readUInt16BE(pointer) : page.length;
  if (at < pointers || at > page.length - 4) throw damaged('a page points out of itself');
  return at;
}

export const rightmost = (page: Buffer, head: number): number => page.readUInt32BE(head + 8);

/** How much of a payload its page holds. https://sqlite.org/fileformat2.html#cell_payload */
function localLength(usable: number, length: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const rest = least + ((length - least) % (usable - 4));
  return rest <= most ? rest : least;
}

export type Payload = {
  readonly length: number;
  /** Where its local part begins and ends. */
  readonly at: number;
  readonly end: number;
  readonly isWhole: boolean;
};

/** The payload whose length stands at `at`, with `skip` reading what is between (a table's row number). */
export function payloadAt(
  page: Buffer,
  at: number,
  usable: number,
  isTable: boolean,
): Payload & { rowid: number } {
  const length = varint(page, at);
  let from = at + varintLength;
  let rowid = 0;
  if (isTable) {
    rowid = varint(page, from);
    from += varintLength;
  }
  const local = localLength(usable, length, isTable);
  if (from + local > page.length) throw damaged('a row runs out of its page');
  return { rowid, length, at: from, end: from + local, isWhole: local === length };
}

/** The payload's first `most` bytes, from its page and the overflow pages behind it. */
export function readPayload(file: PageFile, page: Buffer, payload: Payload, most: number): Buffer {
  if (payload.isWhole) return page.subarray(payload.at, payload.end);
  const wanted = Math.min(payload.length, most);
  const parts = [page.subarray(payload.at, payload.end)];
  let have = payload.end - payload.at;
  let next = page.readUInt32BE(payload.end);
  const overflow = Buffer.allocUnsafe(file.pageSize);
  while (have < wanted) {
    file.readInto(next, overflow);
    const part = Buffer.from(overflow.subarray(4, 4 + Math.min(file.usable - 4, wanted - have)));
    next = overflow.readUInt32BE(0);
    have += part.length;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
