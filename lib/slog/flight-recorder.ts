/**
 * The ring file that nodes write by default: a header of four big-endian u64 (magic, arena size, start, end), then an arena in which
 * records go round. A record is its length as u64 and a newline before its JSON; both may go over the arena's end.
 * https://github.com/Agoric/agoric-sdk/blob/master/packages/telemetry/src/flight-recorder.js
 */
export const RECORDER_HEADER = 32;
const MAGIC = [0x41, 0x47, 0x2d, 0x53, 0x4c, 0x4f, 0x47, 0x21] as const;
const LENGTH_BYTES = 8;
const NEWLINE = 10;

/** A stretch of the arena, end exclusive. */
export type Span = { readonly from: number; readonly to: number };
/** The arena's size and the stretches that hold records, oldest first: none, one, or two where the ring goes over its end. */
export type Ring = { readonly arenaSize: number; readonly spans: readonly Span[] };

export const isRecorder = (head: Uint8Array): boolean => MAGIC.every((byte, i) => head[i] === byte);

/** What the header says; throws in words when it contradicts itself. Needs RECORDER_HEADER bytes. */
export function readRing(header: Uint8Array): Ring {
  const view = new DataView(header.buffer, header.byteOffset, RECORDER_HEADER);
  const [arenaSize = 0, start = 0, end = 0] = [8, 16, 24].map((at) => Number(view.getBigUint64(at)));
  if (start > arenaSize || end > arenaSize || !Number.isSafeInteger(arenaSize))
    throw new Error(
      `The flight recorder's header is damaged: records from ${start} to ${end} of ${arenaSize} bytes.`,
    );
  if (start === end) return { arenaSize, spans: [] };
  if (start < end) return { arenaSize, spans: [{ from: start, to: end }] };
  return {
    arenaSize,
    spans: [
      { from: start, to: arenaSize },
      { from: 0, to: end },
    ].filter(({ from, to }) => from < to),
  };
}

/** Turns the bytes of a ring, given in order and cut anywhere, into lines. Holds nothing but a length that was cut. */
export class RecordReader {
  readonly #arenaSize: number;
  /** Bytes of the record that are still to come; null while its length is being read. */
  #left: number | null = null;
  #length = 0n;
  #lengthBytes = 0;
  #atStart = false;
  #failure: string | null = null;

  constructor({ arenaSize }: Ring) {
    this.#arenaSize = arenaSize;
  }

  /** Why no more can be read, once that is so. */
  get failure(): string | null {
    return this.#failure;
  }

  /** True between two records. */
  get isWhole(): boolean {
    return this.#failure === null && this.#left === null && this.#lengthBytes === 0;
  }

  /** The text that these bytes hold. */
  push(bytes: Uint8Array): Uint8Array {
    // A record loses its length and its newline and gets one; what the first one loses may have come before.
    const out = new Uint8Array(bytes.length + 1);
    let size = 0;
    for (let at = 0; at < bytes.length && this.#failure === null; ) {
      if (this.#left === null) {
        this.#takeLength(bytes[at] ?? 0);
        at += 1;
        continue;
      }
      const take = Math.min(this.#left, bytes.length - at);
      const from = this.#atStart && take > 0 && bytes[at] === NEWLINE ? at + 1 : at;
      out.set(bytes.subarray(from, at + take), size);
      size += at + take - from;
      at += take;
      this.#left -= take;
      this.#atStart = false;
      if (this.#left > 0) continue;
      this.#left = null;
      out[size] = NEWLINE;
      size += 1;
    }
    return out.subarray(0, size);
  }

  #takeLength(byte: number): void {
    this.#length = this.#length * 256n + BigInt(byte);
    this.#lengthBytes += 1;
    if (this.#lengthBytes < LENGTH_BYTES) return;
    const length = Number(this.#length);
    this.#length = 0n;
    this.#lengthBytes = 0;
    if (length === 0 || length > this.#arenaSize)
      this.#failure = `The flight recorder is damaged: a record of ${length} bytes in a ring of ${this.#arenaSize}.`;
    else {
      this.#left = length;
      this.#atStart = true;
    }
  }
}
