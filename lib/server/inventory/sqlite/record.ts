import { damaged } from '@/lib/server/inventory/sqlite/fault';

/** One column's value; blobs are never wanted. */
export type Value = string | number | null;

/** A varint's value and how many bytes it has, without an object for each: `varint(…)`, then `varintLength`. */
export let varintLength = 0;

/** https://sqlite.org/fileformat2.html#varint; what no whole number of JavaScript holds is damage. */
export function varint(bytes: Buffer, at: number): number {
  let value = 0;
  for (let i = 0; i < 8; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) throw damaged('a number is cut off');
    value = value * 128 + (byte & 127);
    if (byte < 128) {
      varintLength = i + 1;
      return value;
    }
  }
  throw damaged('a number is too large');
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

/** How many bytes a value of this serial type has. */
export function lengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  const length = INTEGER_BYTES[type];
  if (length === undefined) throw damaged(`a value has the type ${type}`);
  return length;
}

export const isText = (type: number): boolean => type >= 13 && type % 2 === 1;

/** The whole number of this serial type at a place. */
export function integerAt(bytes: Buffer, type: number, at: number): number {
  if (type === 8 || type === 9) return type - 8;
  if (type === 6) return Number(bytes.readBigInt64BE(at));
  const length = lengthOf(type);
  if (type > 6 || length === 0) throw damaged('a number was expected');
  return bytes.readIntBE(at, length);
}

function valueAt(bytes: Buffer, type: number, at: number): Value {
  if (type === 0) return null;
  if (isText(type)) return bytes.toString('utf8', at, at + lengthOf(type));
  if (type === 7) return bytes.readDoubleBE(at);
  return type >= 12 ? null : integerAt(bytes, type, at);
}

/** Where a column of a record is: its serial type and its place behind the header; null when the record has no such column. */
export function findColumn(record: Buffer, column: number): { type: number; at: number; end: number } | null {
  const headerLength = varint(record, 0);
  let at = headerLength;
  let i = 0;
  for (let place = varintLength; place < headerLength; i += 1) {
    const type = varint(record, place);
    place += varintLength;
    const end = at + lengthOf(type);
    if (i === column) return { type, at, end };
    at = end;
  }
  return null;
}

/** A column of a whole record. */
export function readColumn(record: Buffer, column: number): Value {
  const found = findColumn(record, column);
  if (found === null) return null;
  if (found.end > record.length) throw damaged('a row is cut off');
  return valueAt(record, found.type, found.at);
}
