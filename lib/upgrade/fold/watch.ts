import type { EntryOf } from '@/lib/slog/entry';
import { tell } from '@/lib/upgrade/fold/fact';
import { edit } from '@/lib/upgrade/fold/ledger';
import { type FoldState, type Place, remember } from '@/lib/upgrade/fold/state';

/** The upgrade's own block and ten more are watched (`domain/vat-upgrade.md` 13: the upgrade window and the watch window). */
const WATCHED_BLOCKS = 11;
/** Growth that is worth a finding. */
const GROWTH = 1.25;
const VAT_LIMIT = 10_000;

/** An upgrade begins: what its process logged so far and what the next blocks log is looked at with other eyes. */
export function openWatch(state: FoldState): void {
  state.watch = WATCHED_BLOCKS;
  const processLine = state.processStarts.items.at(-1)?.line ?? 0;
  for (let i = state.facts.items.length - 1; i >= 0; i -= 1) {
    const fact = state.facts.items[i];
    if (!fact || fact.line < processLine || fact.params.watched === true) return;
    if (fact.params.watched !== false) continue;
    const row = edit(state.facts, i);
    if (row) row.params = { ...row.params, watched: true };
  }
}

export function nextBlockOfWatch(state: FoldState): void {
  if (state.watch > 0) state.watch -= 1;
}

/** Is what is logged now in an upgrade's window? A kernel without a host has no blocks to count: then all of its log is. */
export const isWatched = (state: FoldState): boolean => state.watch > 0 || !state.sawBlocks;

/** The node's memory is read at its process's first block and in an upgrade's window: in between nobody asks. */
export const wantsMemory = ({ memory, watch }: FoldState): boolean => memory.node === null || watch > 0;

const grew = (before: number | undefined, now: number): before is number =>
  before !== undefined && before > 0 && now > before * GROWTH;

/** The node's memory after a commit; without that of the workers. */
export function onCommitStats(
  state: FoldState,
  entry: EntryOf<'cosmic-swingset-after-commit-stats'>,
  at: Place,
): void {
  const { memory } = state;
  if (!wantsMemory(state)) return;
  const block = edit(state.blocks, state.blocks.items.length - 1);
  if (block?.committed) block.rss = entry.rss;
  const before = memory.node;
  const now = entry.rss ?? 0;
  if (before === null) memory.node = now;
  else if (grew(before, now)) {
    memory.node = now;
    tell(state, at, entry, { kind: 'memory-growth', params: { before, after: now } });
  }
}

/** A vat's heap, as large as its snapshot; the first one after an upgrade is compared with the last one before it. */
export function onHeapSnapshot(
  state: FoldState,
  entry: EntryOf<'heap-snapshot-save' | 'heap-snapshot-load'>,
  at: Place,
): void {
  const { vatID, size } = entry;
  if (size === null) return;
  const before = state.memory.vats.get(vatID);
  const told = state.watch > 0 && grew(before, size);
  if (told) tell(state, at, entry, { kind: 'memory-growth', vatID, params: { before, after: size } });
  if (told || state.watch === 0 || before === undefined) remember(state.memory.vats, vatID, size, VAT_LIMIT);
}
