// Scans pieces of a file ahead of the thread that folds them, and notes what the scanner answered. See `ahead.ts`.
import { openSync, readSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import * as at from './layout.mjs';

/** Bytes before a piece in which its first line, and the clock of the line before, are looked for. */
const BEFORE = 16 * 1024;
/** Pieces between both threads within which the next one is left to who folds, so that it does not come to wait for one that is worked on. */
const CLOSE = 4;
/** A clock takes no more than this at the end of its line. */
const CLOCK_BYTES = 256;

/** @type {import('./ahead.ts').AheadInput} */
const input = workerData;
const { room, strict, control, states } = input;

const abort = () => {
  throw new Error('The scanner ran out of memory.');
};
const exports = /** @type {import('../../../slog/skim/wasm.ts').ScannerExports} */ (
  new WebAssembly.Instance(input.code, { env: { abort, memory: input.pages } }).exports
);
if (exports.allocate(at.SLOTS * input.stride) + input.headRoom !== input.roomStart)
  throw new Error('The rooms of both threads do not stand at the same places.');
const { buffer } = input.pages;
const memory = new Uint8Array(buffer);
memory.set(input.powers, exports.powers.value);
const counts = new Int32Array(buffer, exports.counts.value, input.countLength);
const records = new Float64Array(buffer, exports.records.value, input.recordsLength);
const fd = openSync(input.file, 'r');

/** @type {Float64Array} */
let slot = input.notes;
let end = 0;

/** Notes a call; false when the slot is full. @param {number} extra */
function note(/** @type {number} */ kind, /** @type {readonly number[]} */ call, extra = 0) {
  const length = at.FACTS + extra;
  // One number stays free for the end.
  if (end + length >= slot.length) return false;
  slot[end + at.KIND] = kind;
  slot[end + at.LENGTH] = length;
  for (let i = 0; i < call.length; i += 1) slot[end + at.FROM + i] = call[i] ?? 0;
  return true;
}

function noteSure(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ answer) {
  if (!note(at.SURE, [from, to, answer])) return false;
  end += at.FACTS;
  return true;
}

/** @param {number[]} call */
function noteScan(call) {
  const passed = exports.linesPassed() > 0;
  const taken = passed ? exports.recordCount() * input.slotsPerRecord : 0;
  const extra = input.factNames.length + counts.length + taken;
  if (!note(at.SCAN, call, extra)) return false;
  let place = end + at.FACTS;
  for (const name of input.factNames) {
    // Of no line there is no newest.
    slot[place] = passed ? Number(exports[name]()) : 0;
    place += 1;
  }
  slot.set(counts, place);
  slot.set(records.subarray(0, taken), place + counts.length);
  end += at.FACTS + extra;
  return true;
}

/** The scanner's calls that the fold will make for the lines of [from, to), if nothing happens in them. */
function scanAhead(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ clock) {
  const wants = Atomics.load(control, at.WANTS);
  const known = Atomics.load(control, at.KNOWN);
  let sure = strict ? -1 : to;
  for (let line = from; line < to; ) {
    if (line > sure) {
      sure = exports.sureUntil(line, to);
      if (!noteSure(line, to, sure)) return;
    }
    let stop = line;
    if (line < sure) {
      counts.fill(0);
      stop = exports.scan(line, sure, wants, known, clock);
      if (!noteScan([line, sure, stop, wants, known, clock])) return;
      if (exports.linesPassed() > 0) clock = exports.clockAt(exports.newestEnd());
      if (stop === to) return;
      if (exports.isFull()) {
        line = stop;
        continue;
      }
    }
    const newline = exports.newlineIn(stop, to);
    clock = exports.clockAt(newline);
    line = newline + 1;
  }
}

/** False when it cannot be known where the piece's first line begins, or at which time. */
function work(/** @type {number} */ piece) {
  const start = piece * room;
  const roomStart = input.roomStart + (piece % at.SLOTS) * input.stride;
  const length = BEFORE + room;
  if (readSync(fd, memory, roomStart - BEFORE, length, start - BEFORE) < length) return false;
  const newline = exports.lastNewlineIn(roomStart - BEFORE + CLOCK_BYTES, roomStart);
  const last = exports.lastNewlineIn(roomStart, roomStart + room);
  if (newline === 0 || last === 0) return false;
  scanAhead(newline + 1, last + 1, exports.clockAt(newline));
  slot[end] = 0;
  return true;
}

function setState(/** @type {number} */ piece, /** @type {number} */ state) {
  Atomics.store(states, piece % at.SLOTS, at.stateOf(piece, state));
  Atomics.notify(states, piece % at.SLOTS);
}

/** Takes the next piece, or the one behind it if who folds is about to begin it; -1 while there is none. */
function takePiece() {
  const next = Atomics.load(control, at.NEXT);
  const folded = Atomics.load(control, at.PIECE);
  if (next + 1 - folded >= at.SLOTS) {
    Atomics.wait(control, at.PIECE, folded);
    return -1;
  }
  const left = next - folded < CLOSE ? 1 : 0;
  if (left === 1) setState(next, at.LEFT);
  const mine = next + left;
  setState(mine, at.WORKED_ON);
  return Atomics.compareExchange(control, at.NEXT, next, mine + 1) === next ? mine : -1;
}

Atomics.wait(control, at.KNOWN, 0);
for (;;) {
  const piece = takePiece();
  if (piece < 0) continue;
  if ((piece + 1) * room > input.size) {
    setState(piece, at.LEFT);
    break;
  }
  const from = (piece % at.SLOTS) * at.SLOT_ROOM;
  slot = input.notes.subarray(from, from + at.SLOT_ROOM);
  end = 0;
  setState(piece, work(piece) ? at.READY : at.LEFT);
}
