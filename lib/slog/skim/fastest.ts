import { counts, lastNewlineIn, lookAt, newlineIn, recordCount, records } from '@/lib/slog/skim/bytes';
import * as plain from '@/lib/slog/skim/scan';
import { HEAD_ROOM, ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';
import { sureUntil } from '@/lib/slog/skim/strict';
import { makeWasmSkimmer } from '@/lib/slog/skim/wasm';
import { MAX_HELD } from '@/lib/slog/split-lines';

const NEWLINE = 10;
const LINE_START = HEAD_ROOM + ROOM;

let memory: Uint8Array = new Uint8Array(0);

/** The scanner looks at the newest memory, which grows when the first long line comes. */
function withRoom(size: number): Uint8Array {
  if (memory.length >= size) return memory;
  const larger = new Uint8Array(size);
  larger.set(memory);
  memory = larger;
  lookAt(memory);
  return memory;
}

/** The scanner in plain JavaScript, for where there is no WebAssembly. */
export const plainSkimmer: Skimmer = {
  ...plain,
  sureUntil,
  newlineIn,
  lastNewlineIn,
  records: () => records,
  counts: () => counts,
  recordCount,
  memory: () => memory,
  room: () => withRoom(LINE_START).subarray(HEAD_ROOM, LINE_START),
  roomStart: () => HEAD_ROOM,
  load: (line) => {
    withRoom(LINE_START + MAX_HELD + 1).set(line, LINE_START);
    memory[LINE_START + line.length] = NEWLINE;
    return LINE_START;
  },
};

let fastest: Skimmer | null = null;

/** The fastest scanner that this place can run. */
export function fastestSkimmer(): Skimmer {
  fastest ??= makeWasmSkimmer() ?? plainSkimmer;
  return fastest;
}
