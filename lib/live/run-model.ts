import { type CellTail, startTail, takeTail } from '@/lib/live/cell-tail';
import type { Cursor } from '@/lib/live/cursor';
import { applyDelta } from '@/lib/live/diff';
import type { Frame, RunFacts } from '@/lib/live/frame';
import { sampleRate, startRate, type TransferRate } from '@/lib/live/transfer-rate';
import type { Analysis } from '@/lib/upgrade/analysis';

/** What a watcher knows of a run: the same for everybody at the same cursor, however they came there. */
export type RunModel = {
  readonly cursor: Cursor;
  readonly facts: RunFacts;
  /** Its runs have no cells: those come by window (`cells.ts`) and, for the newest runs, in `tail`. */
  readonly analysis: Analysis;
  readonly tail: CellTail;
  /** The server's clock (ms) when it sent the newest frame. */
  readonly serverNow: number;
};

/** The model after `frame`, or null when frames are missing before it: then only a snapshot helps. */
export function takeFrame(model: RunModel | null, frame: Frame): RunModel | null {
  const { epoch, seq, facts, now } = frame;
  const cursor = { epoch, seq };
  if (frame.kind === 'snapshot') {
    // Meant for another tab of this browser: what is known here is as new.
    if (model?.cursor.epoch === epoch && seq <= model.cursor.seq) return model;
    const { analysis, tail } = frame;
    return { cursor, facts, analysis, tail: startTail(analysis.runs.length, tail), serverNow: now };
  }
  if (!model || model.cursor.epoch !== epoch) return null;
  if (seq <= model.cursor.seq) return model;
  if (seq !== model.cursor.seq + 1) return null;
  try {
    const analysis = applyDelta(model.analysis, frame.delta);
    const tail = takeTail(model.tail, frame.delta.cells ?? [], analysis.runs.length);
    return { cursor, facts, analysis, tail, serverNow: now };
  } catch {
    return null;
  }
}

/** How fast lines and bytes came lately; a watcher's own reading, not part of the model. */
export type RunRates = { readonly lines: TransferRate; readonly bytes: TransferRate };

export function takeRates(rates: RunRates | null, { serverNow, analysis, facts }: RunModel): RunRates {
  const lines = analysis.source.lines;
  const bytes = facts.receivedBytes;
  if (!rates) return { lines: startRate(serverNow, lines), bytes: startRate(serverNow, bytes) };
  return {
    lines: sampleRate(rates.lines, serverNow, lines),
    bytes: sampleRate(rates.bytes, serverNow, bytes),
  };
}

/** Nothing more can come: the run has ended and all that was received is folded. */
export const isSettled = ({ facts }: Pick<RunModel, 'facts'>): boolean =>
  facts.state !== 'waiting' && facts.state !== 'streaming' && facts.foldedBytes >= facts.receivedBytes;
