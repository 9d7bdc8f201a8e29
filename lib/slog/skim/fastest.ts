import { counts, lookAt, recordCount, records } from '@/lib/slog/skim/bytes';
import * as plain from '@/lib/slog/skim/scan';
import type { Skimmer } from '@/lib/slog/skim/skimmer';
import { makeWasmSkimmer } from '@/lib/slog/skim/wasm';

const NEWLINE = 10;

function withNewline(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length + 1);
  whole.set(bytes);
  whole[bytes.length] = NEWLINE;
  return whole;
}

let loaded: Uint8Array = new Uint8Array(0);

/** The scanner in plain JavaScript, for where there is no WebAssembly. */
export const plainSkimmer: Skimmer = {
  ...plain,
  records: () => records,
  counts: () => counts,
  recordCount,
  capacity: 256 * 1024,
  memory: () => loaded,
  load: (bytes) => {
    loaded = bytes.at(-1) === NEWLINE ? bytes : withNewline(bytes);
    lookAt(loaded);
    return 0;
  },
};

let fastest: Skimmer | null = null;

/** The fastest scanner that this place can run. */
export function fastestSkimmer(): Skimmer {
  fastest ??= makeWasmSkimmer() ?? plainSkimmer;
  return fastest;
}
