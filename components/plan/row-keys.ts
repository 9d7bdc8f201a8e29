import { besides, type Group, orderWith, placeOf, placeWords } from '@/components/plan/places';
import { type Selection, selectStep, takenWith } from '@/components/plan/selection';

/** Steps in the hand: where they were taken and where they are held now. */
export type Lift = Group & { readonly from: number };

export type KeyHeld = {
  readonly key: string;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly mod: boolean;
};

export type RowKeys = {
  /** The ids of the steps as they stand in the plan, without what is in the hand. */
  readonly order: readonly string[];
  readonly titleOf: (id: string) => string;
  readonly selection: Selection;
  readonly lift: Lift | null;
};

export type KeyOutcome = {
  readonly lift: Lift | null;
  readonly selection?: Selection;
  readonly move?: Group;
  /** Which row is focused next. */
  readonly focus?: string;
  readonly say?: string;
};

const DIRECTION: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 };

/** How a screen reader names what moves: one step by its title, several by their number. */
export const nameGroup = (ids: readonly string[], titleOf: (id: string) => string): string =>
  ids.length === 1 ? titleOf(ids[0] ?? '') : `${ids.length} steps`;

/** What a key on a row of the order does; null when it is not ours. The table of `lib/client/shortcuts.ts`, as a rule. */
export function keyOnRow(rows: RowKeys, stepId: string, held: KeyHeld): KeyOutcome | null {
  const { lift } = rows;
  const direction = DIRECTION[held.key];
  if (direction && lift) return carry(rows, lift, direction);
  if (direction && held.alt) return moveBy(rows, stepId, direction);
  if (direction) return goTo(rows, stepId, direction, held.shift);
  if (held.key === ' ' && held.mod) return toggle(rows, stepId);
  if (held.key === ' ') return lift ? drop(rows, lift) : take(rows, stepId);
  if (held.key === 'Escape' && lift) return putBack(rows, lift);
  if (held.key.toLowerCase() === 'a' && held.mod) return selectAll(rows, stepId);
  return null;
}

function end({ titleOf }: RowKeys, ids: readonly string[], direction: -1 | 1): string {
  return `${nameGroup(ids, titleOf)} ${ids.length === 1 ? 'is' : 'are'} already ${direction < 0 ? 'first' : 'last'}.`;
}

function moveBy(rows: RowKeys, stepId: string, direction: -1 | 1): KeyOutcome {
  const ids = takenWith(rows.selection, stepId, rows.order);
  const to = besides(rows.order, ids, direction);
  if (to === null) return { lift: null, say: end(rows, ids, direction) };
  return { lift: null, move: { ids, to } };
}

function goTo(rows: RowKeys, stepId: string, direction: -1 | 1, range: boolean): KeyOutcome | null {
  const next = rows.order[rows.order.indexOf(stepId) + direction];
  if (next === undefined) return { lift: null };
  const grown = () => {
    const anchored =
      rows.selection.anchor === null
        ? selectStep(rows.selection, stepId, 'only', rows.order)
        : rows.selection;
    return selectStep(anchored, next, 'range', rows.order);
  };
  if (!range) return { lift: null, focus: next };
  const selection = grown();
  return { lift: null, focus: next, selection, say: `${selection.ids.size} steps selected.` };
}

function toggle(rows: RowKeys, stepId: string): KeyOutcome {
  const selection = selectStep(rows.selection, stepId, 'toggle', rows.order);
  const word = selection.ids.has(stepId) ? 'selected' : 'not selected';
  return {
    lift: rows.lift,
    selection,
    say: `${rows.titleOf(stepId)} ${word}, ${selection.ids.size} selected.`,
  };
}

const selectAll = (rows: RowKeys, stepId: string): KeyOutcome => ({
  lift: rows.lift,
  selection: { ids: new Set(rows.order), anchor: stepId },
  say: `All ${rows.order.length} steps selected.`,
});

function take(rows: RowKeys, stepId: string): KeyOutcome {
  const ids = takenWith(rows.selection, stepId, rows.order);
  const from = placeOf(rows.order, ids);
  const words = placeWords(from, ids.length, rows.order.length);
  return {
    lift: { ids, from, to: from },
    say: `${nameGroup(ids, rows.titleOf)}, lifted at ${words}. Arrows move, Space drops, Escape puts back.`,
  };
}

function carry(rows: RowKeys, lift: Lift, direction: -1 | 1): KeyOutcome {
  const to = lift.to + direction;
  if (to < 0 || to > rows.order.length - lift.ids.length)
    return { lift, say: end(rows, lift.ids, direction) };
  const words = placeWords(to, lift.ids.length, rows.order.length);
  return { lift: { ...lift, to }, say: `${nameGroup(lift.ids, rows.titleOf)}, ${words}.` };
}

function drop(rows: RowKeys, { ids, from, to }: Lift): KeyOutcome {
  const same = orderWith(rows.order, { ids, to }).every((id, at) => id === rows.order[at]);
  if (!same) return { lift: null, move: { ids, to } };
  const words = placeWords(from, ids.length, rows.order.length);
  return { lift: null, say: `${nameGroup(ids, rows.titleOf)}, dropped where it was, ${words}.` };
}

function putBack(rows: RowKeys, { ids, from }: Lift): KeyOutcome {
  const words = placeWords(from, ids.length, rows.order.length);
  return { lift: null, say: `${nameGroup(ids, rows.titleOf)}, put back to ${words}.` };
}
