import { TYPE_NAMES } from '@/lib/slog/skim/names';
import { WANT_ALL, WANT_BRIDGE, WANT_CLIST, WANT_RESOLVES, WANT_RESULTS } from '@/lib/slog/skim/scan';
import type { FoldState } from '@/lib/upgrade/fold/state';
import { wantsMemory } from '@/lib/upgrade/fold/watch';

/** An upgrade is under way, or somebody it cut off is still looked after: every entry may matter. */
function inDetail({ upgrade, collecting, severed, gaveUp, delivery, crank }: FoldState): boolean {
  if (upgrade !== null || collecting !== null || severed.size > 0 || gaveUp.size > 0) return true;
  if (delivery !== null && (delivery.isUpgradeRequest || delivery.severed.length > 0)) return true;
  return crank !== null && crank.effects.some(({ kind }) => kind !== 'subscribed');
}

/** What the scanner must not skim in this state. Nothing that it does skim can make it want more. */
export function wantsOf(state: FoldState): number {
  return (
    (inDetail(state) ? WANT_ALL : 0) |
    (state.upgrade === null ? 0 : WANT_CLIST) |
    (state.deviceCall === null ? 0 : WANT_RESULTS) |
    (state.evalPromises.size === 0 && state.delivery?.refused == null ? 0 : WANT_RESOLVES) |
    (state.evalQueue.length === 0 ? 0 : WANT_BRIDGE)
  );
}

/** Types that were met before, so that those of the document stand in the order of their first entries. */
export function knownTypes({ source, processStarts }: FoldState): number {
  if (source.firstTime === null || processStarts.items.length === 0) return 0;
  return TYPE_NAMES.reduce((bits, name, i) => (source.types.has(name) ? bits | (1 << i) : bits), 0);
}

const bitOf = (type: (typeof TYPE_NAMES)[number]): number => 1 << TYPE_NAMES.indexOf(type);
const SNAPSHOTS = bitOf('heap-snapshot-save') | bitOf('heap-snapshot-load');
const COMMIT_STATS = bitOf('cosmic-swingset-after-commit-stats');

/** Types that the scanner knows and that are read now: snapshots always, as there are few; the node's memory when it is asked for. */
export const readNow = (state: FoldState): number => SNAPSHOTS | (wantsMemory(state) ? COMMIT_STATS : 0);
