import { TYPE_NAMES } from '@/lib/slog/skim/names';
import {
  WANT_ALL,
  WANT_BRIDGE,
  WANT_CALLS,
  WANT_CLIST,
  WANT_RESOLVES,
  WANT_RESULTS,
} from '@/lib/slog/skim/want';
import type { FoldState } from '@/lib/upgrade/fold/state';
import { wantsMemory } from '@/lib/upgrade/fold/watch';

/** An upgrade is under way, or somebody it cut off is still looked after: every entry may matter. */
function inDetail({ upgrade, collecting, severed, gaveUp, delivery, crank }: FoldState): boolean {
  if (upgrade !== null || collecting !== null || severed.size > 0 || gaveUp.size > 0) return true;
  if (delivery !== null && (delivery.isUpgradeRequest || delivery.severed.length > 0)) return true;
  return crank !== null && crank.effects.some(({ kind }) => kind !== 'subscribed');
}

/** The vat at work was cut off by an upgrade: what it asks of whom says whether it comes back. */
const wantsCalls = ({ delivery, gaveUp }: FoldState): boolean =>
  delivery !== null && (delivery.severed.length > 0 || gaveUp.has(delivery.vatID));

/** Among the promises that are resolved may be an eval's, or the delivery's own that is asked for. */
const wantsResolves = ({ evalPromises, delivery }: FoldState): boolean =>
  evalPromises.size > 0 || (delivery !== null && (delivery.isUpgradeRequest || delivery.refused !== null));

/** What the scanner must not skim in this state. Nothing that it does skim can make it want more. */
export function wantsOf(state: FoldState): number {
  return (
    (inDetail(state) ? WANT_ALL : 0) |
    (state.upgrade !== null && state.upgrade.startVat === null ? WANT_CLIST : 0) |
    (state.deviceCall === null ? 0 : WANT_RESULTS) |
    (wantsResolves(state) ? WANT_RESOLVES : 0) |
    (state.evalQueue.length === 0 ? 0 : WANT_BRIDGE) |
    (wantsCalls(state) ? WANT_CALLS : 0)
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
