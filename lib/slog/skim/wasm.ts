import { counts as plainCounts, records as plainRecords } from '@/lib/slog/skim/bytes';
import { HEAD_ROOM, ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';
import { INITIAL_PAGES, MAXIMUM_PAGES, MEMORY_FLAGS_AT, SCANNER_BASE64 } from '@/lib/slog/skim/wasm-module';
import { MAX_HELD } from '@/lib/slog/split-lines';

const NEWLINE = 10;

export type ScannerExports = Omit<
  Skimmer,
  'records' | 'counts' | 'room' | 'roomStart' | 'load' | 'memory'
> & {
  readonly records: WebAssembly.Global;
  readonly counts: WebAssembly.Global;
  readonly powers: WebAssembly.Global;
  readonly allocate: (size: number) => number;
};

/** The exports of our own module, which the build compiles from this folder; a test compares. */
const ownExports = (instance: WebAssembly.Instance): ScannerExports => instance.exports as ScannerExports;

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

const SHARED = 3;

/** The compiled scanner; `shared`: for a memory that threads share, which its code must have been told. */
export function scannerCode(shared: boolean): WebAssembly.Module {
  const letters = atob(SCANNER_BASE64);
  const code = new Uint8Array(letters.length);
  // Written out: `from` with a function for each letter takes milliseconds.
  for (let i = 0; i < code.length; i += 1) code[i] = letters.charCodeAt(i);
  if (shared) code[MEMORY_FLAGS_AT] = SHARED;
  return new WebAssembly.Module(code);
}

/** A memory that a scanner may run in. */
export const scannerMemory = (shared: boolean): WebAssembly.Memory =>
  new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES, shared });

/** What its memory must hold at `powers` before it reads numbers. */
export function scannerPowers(): Uint8Array {
  const powers = new Uint8Array((MAX_FRACTION + 1) * 16);
  fillPowers(powers.buffer, 0);
  return powers;
}

function instantiate(code: WebAssembly.Module, memory: WebAssembly.Memory): ScannerExports {
  const abort = (): never => {
    throw new Error('The scanner ran out of memory.');
  };
  return ownExports(new WebAssembly.Instance(code, { env: { abort, memory } }));
}

/** What a room takes of the memory, with the space before it. */
export const ROOM_STRIDE = HEAD_ROOM + ROOM;

/** A scanner in a memory of its own, which grows once, when the first long line comes. */
class WasmSkimmer {
  readonly #pages: WebAssembly.Memory;
  readonly exports: ScannerExports;
  readonly roomStart: number;
  #lineStart = 0;
  memory = new Uint8Array();
  records = new Float64Array();
  counts = new Int32Array();
  room = new Uint8Array();

  constructor(code: WebAssembly.Module, pages: WebAssembly.Memory, rooms: number) {
    this.#pages = pages;
    this.exports = instantiate(code, pages);
    this.roomStart = this.exports.allocate(rooms * ROOM_STRIDE) + HEAD_ROOM;
    this.#lookAgain();
    fillPowers(this.memory.buffer, this.exports.powers.value);
  }

  /** Growing the memory gives away the old buffer. */
  #lookAgain(): void {
    const { buffer } = this.#pages;
    this.memory = new Uint8Array(buffer);
    this.records = new Float64Array(buffer, this.exports.records.value, plainRecords.length);
    this.counts = new Int32Array(buffer, this.exports.counts.value, plainCounts.length);
    this.room = new Uint8Array(buffer, this.roomStart, ROOM);
  }

  load(line: Uint8Array): number {
    if (this.#lineStart === 0) {
      this.#lineStart = this.exports.allocate(MAX_HELD + 1);
      this.#lookAgain();
    }
    this.memory.set(line, this.#lineStart);
    this.memory[this.#lineStart + line.length] = NEWLINE;
    return this.#lineStart;
  }
}

const asSkimmer = (scanner: WasmSkimmer): Skimmer => ({
  ...scanner.exports,
  records: () => scanner.records,
  counts: () => scanner.counts,
  memory: () => scanner.memory,
  room: () => scanner.room,
  roomStart: () => scanner.roomStart,
  load: (line) => scanner.load(line),
});

/** The scanner in WebAssembly; null where that is missing or has no SIMD. */
export function makeWasmSkimmer(): Skimmer | null {
  try {
    return asSkimmer(new WasmSkimmer(scannerCode(false), scannerMemory(false), 1));
  } catch {
    return null;
  }
}

/** A scanner whose code another thread can run, too: that one gets the code. It has so many rooms, each a ROOM_STRIDE behind the one before. Throws where there is no WebAssembly. */
export const makeRoomySkimmer = (code: WebAssembly.Module, rooms: number): Skimmer =>
  asSkimmer(new WasmSkimmer(code, scannerMemory(true), rooms));
