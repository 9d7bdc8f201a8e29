import type { Interval } from '@/lib/base/interval';

/** A place of the view: a range in log seconds; null is the whole run. */
export type Place = Interval | null;

/** Where the view has been before and after; the newest is last in both. */
export type RangeHistory = { readonly past: readonly Place[]; readonly future: readonly Place[] };

export const NO_HISTORY: RangeHistory = { past: [], future: [] };

const MOST = 100;

const same = (a: Place, b: Place): boolean =>
  a === b || (a !== null && b !== null && a.start === b.start && a.end === b.end);

/** Remembers `left` as the place that a jump went away from; what lay ahead is forgotten. */
export function leave(history: RangeHistory, left: Place): RangeHistory {
  const last = history.past.at(-1);
  const known = last !== undefined && same(last, left);
  return { past: known ? history.past : [...history.past, left].slice(-MOST), future: [] };
}

/** One place back or forward from `here`; `to` is undefined where there is none, and the history stays as it is. */
export function travel(
  history: RangeHistory,
  here: Place,
  way: 'back' | 'forward',
): { history: RangeHistory; to: Place | undefined } {
  const from = way === 'back' ? history.past : history.future;
  const to = from.at(-1);
  if (to === undefined) return { history, to };
  const rest = from.slice(0, -1);
  const other = [...(way === 'back' ? history.future : history.past), here].slice(-MOST);
  return { history: way === 'back' ? { past: rest, future: other } : { past: other, future: rest }, to };
}
