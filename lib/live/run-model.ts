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
  /** False while only the outline of a large run is here; the snapshot follows. */
  readonly isWhole: boolean;
  /** The server's clock (ms) when it sent the newest frame. */
  readonly serverNow: number;
};

/** The model after `frame`, or null when frames are missing before it: then only a snapshot helps. */
export function takeFrame(model: RunModel | null, frame: Frame): RunModel | null {
  const { epoch, seq, facts, now } = frame;
  const cursor = { epoch, seq };
  if (frame.kind !== 'delta') {
    // Meant for another tab of this browser: what is known here is as new.
    if (model?.isWhole && model.cursor.epoch === epoch && seq <= model.cursor.seq) return model;
    const isWhole = frame.kind === 'snapshot';
    if (model && !isWhole) return model;
    const { analysis, tail } = frame;
    return { cursor, facts, analysis, tail: startTail(analysis.runs.length, tail), isWhole, serverNow: now };
  }
  if (!model?.isWhole || model.cursor.epoch !== epoch) return null;
  if (seq <= model.cursor.seq) return model;
  if (seq !== model.cursor.seq + 1) return null;
  try {
    const analysis = applyDelta(model.analysis, frame.delta);
    const tail = takeTail(model.tail, frame.delta.cells ?? [], analysis.runs.length);
    return { cursor, facts, analysis, tail, isWhole: true, serverNow: now };
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

/** Where its stream can go on; null where only a snapshot helps. */
export const cursorOf = (model: RunModel | null): Cursor | null => (model?.isWhole ? model.cursor : null);

/** Nothing more can come: the run has ended and all that was received is folded and here. */
export const isSettled = ({ facts, isWhole }: Pick<RunModel, 'facts' | 'isWhole'>): boolean =>
  isWhole &&
  facts.state !== 'waiting' &&
  facts.state !== 'streaming' &&
  facts.foldedBytes >= facts.receivedBytes;
