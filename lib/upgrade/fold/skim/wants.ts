import { TYPE_NAMES } from '@/lib/slog/skim/names';
import { WANT_ALL, WANT_BRIDGE, WANT_CLIST, WANT_RESOLVES, WANT_RESULTS } from '@/lib/slog/skim/scan';
import type { FoldState } from '@/lib/upgrade/fold/state';

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
    (state.evalPromises.size === 0 ? 0 : WANT_RESOLVES) |
    (state.evalQueue.length === 0 ? 0 : WANT_BRIDGE)
  );
}

/** Types that were met before, so that those of the document stand in the order of their first entries. */
export function knownTypes({ source, processStarts }: FoldState): number {
  if (source.firstTime === null || processStarts.items.length === 0) return 0;
  return TYPE_NAMES.reduce((bits, name, i) => (source.types.has(name) ? bits | (1 << i) : bits), 0);
}
