import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import * as at from '@/lib/server/slog-source/ahead/layout.mjs';
import { FACT_NAMES, type Fact, Notes } from '@/lib/server/slog-source/ahead/notes';
import { OtherText } from '@/lib/server/slog-source/ahead/other-text';
import { remembering } from '@/lib/server/slog-source/ahead/remembering';
import { SLOTS } from '@/lib/slog/skim/bytes';
import { fastestSkimmer, plainSkimmer } from '@/lib/slog/skim/fastest';
import { HEAD_ROOM, ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';
import { WANT_ALL } from '@/lib/slog/skim/want';
import {
  makeRoomySkimmer,
  ROOM_STRIDE,
  scannerCode,
  scannerMemory,
  scannerPowers,
} from '@/lib/slog/skim/wasm';

/** What the thread is given; `thread.mjs` reads it. */
export type AheadInput = AheadFile & {
  readonly room: number;
  readonly headRoom: number;
  readonly stride: number;
  readonly code: WebAssembly.Module;
  readonly pages: WebAssembly.Memory;
  /** Where the first of its rooms must stand, as it does in our own memory. */
  readonly roomStart: number;
  readonly powers: Uint8Array;
  readonly factNames: readonly Fact[];
  readonly countLength: number;
  readonly recordsLength: number;
  readonly slotsPerRecord: number;
  readonly control: Int32Array;
  readonly states: Int32Array;
  readonly notes: Float64Array;
};

export type AheadFile = { readonly file: string; readonly size: number; readonly strict: boolean };

/** Smaller files are folded before a second thread has paid for its start. */
const LEAST = 1.5e9;
const LEAST_STRICT = 200e6;
/** How long (ms) who folds waits for a piece that is worked on, before it does that piece itself. */
const PATIENCE = 200;
const PAGE = 64 * 1024;
/** What the scanner's allocator takes beside the room, and more than it reads behind a line. */
const SPARE = 4096;
/** Questions that must be alike before the next ones are expected to be so. */
const ALIKE = 2;

/** A memory for the other thread's rooms, which stand in it where ours do. */
function roomyMemory(roomStart: number): WebAssembly.Memory {
  const pages = scannerMemory(true);
  const bytes = roomStart + at.SLOTS * ROOM_STRIDE + SPARE;
  pages.grow(Math.ceil((bytes - pages.buffer.byteLength) / PAGE));
  return pages;
}

function sharedOf({ buffer }: WebAssembly.Memory): SharedArrayBuffer {
  if (buffer instanceof SharedArrayBuffer) return buffer;
  throw new Error('This memory is not shared.');
}

/**
 * A second thread that scans pieces of a plain file before they are folded. What it finds is only remembered: where the fold asks its
 * scanner the same of the same bytes, it is answered from memory, and else by the scanner itself. So the document is the same, whatever the
 * other thread does or fails to do.
 */
export class Ahead {
  readonly skimmer: Skimmer;
  readonly #worker: Worker;
  readonly #control = new Int32Array(new SharedArrayBuffer(at.CONTROLS * 4));
  readonly #states = new Int32Array(new SharedArrayBuffer(at.SLOTS * 4)).fill(-1);
  readonly #shared = new Float64Array(new SharedArrayBuffer(at.SLOTS * at.SLOT_ROOM * 8));
  readonly #notes = new Notes();
  readonly #text: OtherText;
  #seenKnown = 0;
  #wants = 0;
  #alike = 0;

  constructor(file: AheadFile) {
    const code = scannerCode(true);
    const inner = makeRoomySkimmer(code, at.SLOTS);
    const pages = roomyMemory(inner.roomStart());
    this.#text = new OtherText(inner, sharedOf(pages), ROOM_STRIDE);
    this.skimmer = remembering(this.#text, this.#notes, (wants, known) => this.#expect(wants, known));
    const input: AheadInput = {
      ...file,
      room: ROOM,
      headRoom: HEAD_ROOM,
      stride: ROOM_STRIDE,
      code,
      pages,
      roomStart: inner.roomStart(),
      powers: scannerPowers(),
      factNames: FACT_NAMES,
      countLength: inner.counts().length,
      recordsLength: inner.records().length,
      slotsPerRecord: SLOTS,
      control: this.#control,
      states: this.#states,
      notes: this.#shared,
    };
    this.#worker = new Worker(new URL('./thread.mjs', import.meta.url), { workerData: input, execArgv: [] });
    // Without it, who folds scans everything itself.
    this.#worker.on('error', () => {});
    this.#worker.unref();
  }

  /** Answers that the scanner was spared. */
  get recalled(): number {
    return this.#notes.recalled;
  }

  /** Pieces that somebody has begun or left to who folds, beside the one that is folded. */
  get lead(): number {
    return Atomics.load(this.#control, at.NEXT) - Atomics.load(this.#control, at.PIECE) - 1;
  }

  /**
   * What is folded next is this piece, whose number times ROOM is its place in the file. True when it stands in the scanner's room already,
   * whole; false when it must be put there.
   */
  take(piece: number): boolean {
    Atomics.store(this.#control, at.PIECE, piece);
    Atomics.notify(this.#control, at.PIECE);
    const isMine = Atomics.compareExchange(this.#control, at.NEXT, piece, piece + 1) === piece;
    const isRead = !isMine && this.#isReady(piece);
    const slot = piece % at.SLOTS;
    this.#text.turnTo(isRead ? slot : -1);
    this.#notes.turnTo(isRead ? this.#shared.subarray(slot * at.SLOT_ROOM, (slot + 1) * at.SLOT_ROOM) : null);
    return isRead;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #isReady(piece: number): boolean {
    const slot = piece % at.SLOTS;
    const workedOn = at.stateOf(piece, at.WORKED_ON);
    while (Atomics.load(this.#states, slot) === workedOn)
      if (Atomics.wait(this.#states, slot, workedOn, PATIENCE) === 'timed-out') return false;
    return Atomics.load(this.#states, slot) === at.stateOf(piece, at.READY);
  }

  /**
   * Tells the other thread what is likely to be asked next. A type that was read once may be read again; while everything is wanted,
   * there is nothing to be gained by a scan.
   */
  #expect(wants: number, known: number): void {
    const expected = Atomics.load(this.#control, at.KNOWN);
    const next = (expected & known) | (known & ~this.#seenKnown);
    this.#seenKnown |= known;
    if (next !== expected) {
      Atomics.store(this.#control, at.KNOWN, next);
      Atomics.notify(this.#control, at.KNOWN);
    }
    this.#alike = wants === this.#wants ? this.#alike + 1 : 0;
    this.#wants = wants;
    if (this.#alike >= ALIKE && (wants & WANT_ALL) === 0) Atomics.store(this.#control, at.WANTS, wants);
  }
}

/** One for that file if it is wished; else, where there are more processors than the `others` who work on it, and a second thread makes it faster. */
export function startAhead(
  file: AheadFile,
  { wished, others }: { wished: boolean | undefined; others: number },
): Ahead | null {
  const isLarge = file.size >= (file.strict ? LEAST_STRICT : LEAST);
  const isWished = wished ?? (isLarge && availableParallelism() > others);
  return isWished && fastestSkimmer() !== plainSkimmer ? new Ahead(file) : null;
}
