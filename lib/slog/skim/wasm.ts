import { counts as plainCounts, records as plainRecords } from '@/lib/slog/skim/bytes';
import type { Skimmer } from '@/lib/slog/skim/skimmer';
import { SCANNER_BASE64 } from '@/lib/slog/skim/wasm-module';
import { MAX_HELD } from '@/lib/slog/split-lines';

/** Text is skimmed in pieces of this size, which stay in the processor's second cache. */
const CAPACITY = 256 * 1024;
const NEWLINE = 10;

type Exports = Omit<Skimmer, 'records' | 'counts' | 'load' | 'capacity' | 'memory'> & {
  readonly memory: WebAssembly.Memory;
  readonly records: WebAssembly.Global;
  readonly counts: WebAssembly.Global;
  readonly powers: WebAssembly.Global;
  readonly room: (size: number) => number;
};

/** The exports of our own module, which the build compiles from this folder; a test compares. */
const ownExports = (instance: WebAssembly.Instance): Exports => instance.exports as Exports;

/** Digits behind the dot that `simd/number.as` reads itself. */
const MAX_FRACTION = 22;
const HIGH_BIT = 127n;
const WORD = 0xffffffffffffffffn;

/** 5 to the power of -n, scaled to 128 bits: https://arxiv.org/abs/2101.11408 section 5. */
function powerOfFive(n: bigint): bigint {
  if (n === 0n) return 1n << HIGH_BIT;
  const five = 5n ** n;
  const bits = BigInt(five.toString(2).length);
  let value = (1n << (bits + HIGH_BIT)) / five + 1n;
  while (value > (1n << 128n) - 1n) value >>= 1n;
  return value;
}

function fillPowers(memory: ArrayBufferLike, at: number): void {
  const view = new DataView(memory);
  for (let i = 0; i <= MAX_FRACTION; i += 1) {
    const value = powerOfFive(BigInt(MAX_FRACTION - i));
    view.setBigUint64(at + i * 16, value >> 64n, true);
    view.setBigUint64(at + i * 16 + 8, value & WORD, true);
  }
}

function instantiate(): Exports {
  const code = Uint8Array.from(atob(SCANNER_BASE64), (letter) => letter.codePointAt(0) ?? 0);
  const abort = (): never => {
    throw new Error('The scanner ran out of memory.');
  };
  return ownExports(new WebAssembly.Instance(new WebAssembly.Module(code), { env: { abort } }));
}

/** A scanner in a memory of its own, which grows once, when the first long line comes. */
class WasmSkimmer {
  readonly exports = instantiate();
  memory = new Uint8Array();
  records = new Float64Array();
  counts = new Int32Array();
  #start = 0;
  #room = 0;

  constructor() {
    this.#makeRoom(CAPACITY);
    fillPowers(this.memory.buffer, this.exports.powers.value);
  }

  /** Looks at the memory again: growing it gives away the old buffer. */
  #makeRoom(size: number): void {
    this.#start = this.exports.room(size);
    this.#room = size;
    const { buffer } = this.exports.memory;
    this.memory = new Uint8Array(buffer);
    this.records = new Float64Array(buffer, this.exports.records.value, plainRecords.length);
    this.counts = new Int32Array(buffer, this.exports.counts.value, plainCounts.length);
  }

  load(bytes: Uint8Array): number {
    if (bytes.length > this.#room) this.#makeRoom(MAX_HELD);
    this.memory.set(bytes, this.#start);
    this.memory[this.#start + bytes.length] = NEWLINE;
    return this.#start;
  }
}

/** The scanner in WebAssembly; null where that is missing or has no SIMD. */
export function makeWasmSkimmer(): Skimmer | null {
  try {
    const scanner = new WasmSkimmer();
    return {
      ...scanner.exports,
      records: () => scanner.records,
      counts: () => scanner.counts,
      memory: () => scanner.memory,
      capacity: CAPACITY,
      load: (bytes) => scanner.load(bytes),
    };
  } catch {
    return null;
  }
}
