import { type Line, lastLine, type Splitter, splitLines, startSplitter } from '@/lib/slog/split-lines';
import type { Analysis } from '@/lib/upgrade/analysis';
import { checkedState, freeze } from '@/lib/upgrade/fold/checkpoint';
import { endFold } from '@/lib/upgrade/fold/end';
import { foldLine, onClocks, spanNumber } from '@/lib/upgrade/fold/line';
import { type FoldState, initialState } from '@/lib/upgrade/fold/state';
import { type DocumentCache, newCache, viewDocument } from '@/lib/upgrade/view-document';

/** Given from outside, as the rules know no crypto: `update` sees every byte of the text once, `hex` ends it. */
export type TextHash = { update(bytes: Uint8Array): unknown; hex(): string };

/** A log being read. Opaque: only the functions of this file look inside. */
export type Fold = {
  state: FoldState;
  splitter: Splitter;
  cache: DocumentCache;
  hash: TextHash | null;
  sha256: string | null;
};

/**
 * A fold at some byte of its text, as JSON. `offset` is where reading must go on (the first byte of the line that was unfinished,
 * so it may lie before the last byte given); `state` belongs to this version of the program only.
 */
export type Checkpoint = { schema: string; offset: number; line: number; state: unknown };

export const CHECKPOINT_SCHEMA = 'vatdeck/fold@1';

/** A fold of nothing read yet. */
export const startFold = (hash: TextHash | null = null): Fold => ({
  state: initialState(),
  splitter: startSplitter(),
  cache: newCache(),
  hash,
  sha256: null,
});

/** Reads a chunk of the text, cut anywhere. The chunk may be reused by the caller afterwards. */
export function foldBytes(fold: Fold, chunk: Uint8Array): void {
  const { state, splitter } = fold;
  if (state.ended)
    throw new Error(
      'This log has been ended; bytes cannot follow. Start a new fold or restore a checkpoint.',
    );
  fold.hash?.update(chunk);
  const pending = clockKeeper(state);
  splitLines(splitter, chunk, (line) => pending.fold(line, false));
  pending.settle();
}

/**
 * The clocks of skipped lines are numbers in bytes that are seldom needed: only the newest are read, before an entry that is
 * parsed (which may compare) and at the end of a chunk (when the bytes go away).
 */
function clockKeeper(state: FoldState) {
  const time = { start: -1, end: -1 };
  const monotime = { start: -1, end: -1 };
  let bytes: Uint8Array | null = null;
  const settle = (): void => {
    if (bytes) onClocks(state, spanNumber(bytes, time), spanNumber(bytes, monotime));
    bytes = null;
  };
  const fold = (line: Line, last: boolean): void => {
    const skipped = foldLine(state, line, last, settle);
    if (!skipped) return;
    // An entry without one of the clocks leaves the older one standing.
    if (skipped.time.start < 0 || skipped.monotime.start < 0) settle();
    time.start = skipped.time.start;
    time.end = skipped.time.end;
    monotime.start = skipped.monotime.start;
    monotime.end = skipped.monotime.end;
    bytes = line.bytes;
    if (state.source.firstTime === null) settle();
  };
  return { fold, settle };
}

/** The text ends here: folds what stands after the last newline, and what is open stays open for good. */
export function endOfInput(fold: Fold): void {
  if (fold.state.ended) return;
  const { state, splitter } = fold;
  state.source.endsWithNewline = splitter.length === 0;
  const pending = clockKeeper(state);
  lastLine(splitter, (line) => pending.fold(line, true));
  pending.settle();
  endFold(state);
  fold.sha256 = fold.hash?.hex() ?? null;
}

/**
 * The document of what was read so far; `final` ends the log first. Cheap to call often: an item that did not change since the
 * last call is the same object as then.
 */
export function toAnalysis(fold: Fold, { final }: { final: boolean }): Analysis {
  if (final) endOfInput(fold);
  const { line, byte, length } = fold.splitter;
  return viewDocument(fold.state, fold.cache, {
    lines: line - 1,
    bytes: byte + length,
    atLineStart: length === 0,
    sha256: fold.sha256,
  });
}

/** The fold as JSON; independent of the fold, which may go on. */
export const saveFold = (fold: Fold): Checkpoint => ({
  schema: CHECKPOINT_SCHEMA,
  offset: fold.splitter.byte,
  line: fold.splitter.line,
  state: freeze(fold.state),
});

/**
 * A fold that goes on at `checkpoint.offset`, with the answer that an uninterrupted one would give. Throws when the checkpoint was
 * made by another version: then fold the text from its start. A `hash` must already have seen the text before the offset.
 */
export function restoreFold(checkpoint: Checkpoint, hash: TextHash | null = null): Fold {
  if (checkpoint.schema !== CHECKPOINT_SCHEMA)
    throw new Error(
      `This checkpoint is of ${checkpoint.schema}, not ${CHECKPOINT_SCHEMA}; fold the text from its start.`,
    );
  return {
    state: checkedState(checkpoint.state),
    splitter: startSplitter(checkpoint.line, checkpoint.offset),
    cache: newCache(),
    hash,
    sha256: null,
  };
}
