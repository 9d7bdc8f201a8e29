import type { CellSet } from '@/lib/live/cells';

/** Bytes of one cell: three whole numbers and four fractions. */
const CELL_BYTES = 3 * 4 + 4 * 8;
const MAGIC = 0x4c4c4543;
const HEAD_BYTES = 16;

const padded = (length: number): number => Math.ceil(length / 8) * 8;

/** A set of cells as bytes, little endian as the typed arrays of every machine we run on. */
export function encodeCells({ width, vats, ends, cells }: CellSet): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify({ width, vats, ends: [...ends] }));
  const length = cells.run.length;
  const body = HEAD_BYTES + padded(head.length);
  const bytes = new Uint8Array(body + padded(length * CELL_BYTES));
  new Uint32Array(bytes.buffer, 0, 4).set([MAGIC, head.length, length, 0]);
  bytes.set(head, HEAD_BYTES);
  let at = body;
  for (const column of [
    cells.start,
    cells.end,
    cells.seconds,
    cells.computrons,
    cells.run,
    cells.count,
    cells.deliveries,
  ]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  return bytes;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function headOf(text: string): Pick<CellSet, 'width' | 'vats'> & { readonly ends: readonly number[] } {
  const head: unknown = JSON.parse(text);
  if (!isRecord(head) || !Array.isArray(head['vats']) || !Array.isArray(head['ends']))
    throw new Error('The head of the cells is not readable.');
  return { width: Number(head['width']), vats: head['vats'].map(String), ends: head['ends'].map(Number) };
}

/** Reads what `encodeCells` wrote; throws for anything else. The columns look into a copy, so that `bytes` may lie anywhere. */
export function decodeCells(bytes: Uint8Array): CellSet {
  const own = new Uint8Array(bytes);
  if (own.length < HEAD_BYTES) throw new Error('These are no cells: too few bytes.');
  const [magic, headLength = 0, length = 0] = new Uint32Array(own.buffer, 0, 3);
  const body = HEAD_BYTES + padded(headLength);
  if (magic !== MAGIC || own.length < body + length * CELL_BYTES)
    throw new Error('These are no cells, or not all of them.');
  const { width, vats, ends } = headOf(
    new TextDecoder().decode(own.subarray(HEAD_BYTES, HEAD_BYTES + headLength)),
  );
  const fraction = (which: number) => new Float64Array(own.buffer, body + which * length * 8, length);
  const whole = (which: number) =>
    new Uint32Array(own.buffer, body + length * 32 + which * length * 4, length);
  return {
    width,
    vats,
    ends: Uint32Array.from(ends),
    cells: {
      start: fraction(0),
      end: fraction(1),
      seconds: fraction(2),
      computrons: fraction(3),
      run: whole(0),
      count: whole(1),
      deliveries: whole(2),
    },
  };
}
