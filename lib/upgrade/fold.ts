import { fastestSkimmer } from '@/lib/slog/skim/fastest';
import { ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';
import { lastLine, type Splitter, splitLines, startSplitter } from '@/lib/slog/split-lines';
import { checkedState, freeze, frozenText } from '@/lib/upgrade/fold/checkpoint';
import { endFold } from '@/lib/upgrade/fold/end';
import { foldLine } from '@/lib/upgrade/fold/line';
import { skimChunk, skimRoom } from '@/lib/upgrade/fold/skim/skim-chunk';
import { type FoldState, initialState } from '@/lib/upgrade/fold/state';
import { type DocumentCache, type FoldedAnalysis, newCache, viewDocument } from '@/lib/upgrade/view-document';

/** Given from outside, as the rules know no crypto: `update` sees every byte of the text once, `hex` ends it. */
export type TextHash = { update(bytes: Uint8Array): unknown; hex(): string };

/** A log being read. Opaque: only the functions of this file look inside. */
export type Fold = {
  state: FoldState;
  splitter: Splitter;
  /** What reads lines that need no parsing; null to parse every line. */
  skimmer: Skimmer | null;
  cache: DocumentCache;
  hash: TextHash | null;
  sha256: string | null;
};

/**
 * A fold at some byte of its text, as JSON. `offset` is where reading must go on (the first byte of the line that was unfinished,
 * so it may lie before the last byte given); `state` belongs to this version of the program only.
 */
export type Checkpoint = { schema: string; offset: number; line: number; state: unknown };

export const CHECKPOINT_SCHEMA = 'vatdeck/fold@6';

/** A fold of nothing read yet. */
export const startFold = (
  hash: TextHash | null = null,
  skimmer: Skimmer | null = fastestSkimmer(),
): Fold => ({
  state: initialState(),
  splitter: startSplitter(),
  skimmer,
  cache: newCache(),
  hash,
  sha256: null,
});

function checkOpen(fold: Fold): void {
  if (fold.state.ended)
    throw new Error(
      'This log has been ended; bytes cannot follow. Start a new fold or restore a checkpoint.',
    );
}

/** Reads a chunk of the text, cut anywhere. The chunk may be reused by the caller afterwards. */
export function foldBytes(fold: Fold, chunk: Uint8Array): void {
  checkOpen(fold);
  const { state, splitter, skimmer } = fold;
  fold.hash?.update(chunk);
  if (skimmer) return skimChunk({ state, splitter, skimmer }, chunk);
  splitLines(splitter, chunk, (line) => foldLine(state, line, false));
}

/**
 * Where the next bytes of the text may be put, from its start on, to be folded by `foldFilled` without being copied. Folds share it:
 * nothing else may be folded in between, and it is asked for again for every piece.
 */
export const roomOf = ({ skimmer }: Fold): Uint8Array => skimmer?.room() ?? new Uint8Array(ROOM);

/** Reads the first `length` bytes of `room`, the newest that `roomOf` gave. */
export function foldFilled(fold: Fold, room: Uint8Array, length: number): void {
  checkOpen(fold);
  const { state, splitter, skimmer } = fold;
  const bytes = room.subarray(0, length);
  if (!skimmer) return foldBytes(fold, bytes);
  fold.hash?.update(bytes);
  skimRoom({ state, splitter, skimmer }, length);
}

/** The text ends here: folds what stands after the last newline, and what is open stays open for good. */
export function endOfInput(fold: Fold): void {
  if (fold.state.ended) return;
  const { state, splitter } = fold;
  state.source.endsWithNewline = splitter.length === 0;
  lastLine(splitter, (line) => foldLine(state, line, true));
  endFold(state);
  fold.sha256 = fold.hash?.hex() ?? null;
}

/**
 * The document of what was read so far; `final` ends the log first. Cheap to call often: an item that did not change since the
 * last call is the same object as then.
 */
export function toAnalysis(fold: Fold, { final }: { final: boolean }): FoldedAnalysis {
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

/** `saveFold` as the text of its JSON, in parts; nothing may be folded until the last was taken. */
export function* savedText({ splitter, state }: Fold): Generator<string> {
  const { byte: offset, line } = splitter;
  yield `${JSON.stringify({ schema: CHECKPOINT_SCHEMA, offset, line }).slice(0, -1)},"state":`;
  yield* frozenText(state);
  yield '}';
}

/**
 * A fold that goes on at `checkpoint.offset`, with the answer that an uninterrupted one would give. Throws when the checkpoint was
 * made by another version: then fold the text from its start. A `hash` must already have seen the text before the offset.
 */
export function restoreFold(
  checkpoint: Checkpoint,
  hash: TextHash | null = null,
  skimmer: Skimmer | null = fastestSkimmer(),
): Fold {
  if (checkpoint.schema !== CHECKPOINT_SCHEMA)
    throw new Error(
      `This checkpoint is of ${checkpoint.schema}, not ${CHECKPOINT_SCHEMA}; fold the text from its start.`,
    );
  return {
    state: checkedState(checkpoint.state),
    splitter: startSplitter(checkpoint.line, checkpoint.offset),
    skimmer,
    cache: newCache(),
    hash,
    sha256: null,
  };
}
