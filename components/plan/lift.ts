import { type Move, moveStep } from '@/lib/plan/move-step';
import type { Step } from '@/lib/plan/plan';

/** A step in the hand: where it was taken and where it is held now. Places count from 0. */
export type Lift = { readonly stepId: string; readonly from: number; readonly to: number };

export type KeyOutcome = {
  readonly lift: Lift | null;
  readonly move?: Move;
  /** Which row is focused next; null leaves the focus. */
  readonly focus?: string | null;
  readonly say?: string;
};

export type KeyHeld = { readonly key: string; readonly alt: boolean };

const place = (at: number, of: number): string => `position ${at + 1} of ${of}`;

export const movedWords = (title: string, at: number, of: number): string =>
  `${title}, moved to ${place(at, of)}.`;

const DIRECTION: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 };

/** What a key on a row of the order does; null when it is not ours. The table of `lib/client/shortcuts.ts`, as a rule. */
export function keyOnRow(
  steps: readonly Step[],
  stepId: string,
  lift: Lift | null,
  { key, alt }: KeyHeld,
): KeyOutcome | null {
  const shown = lift ? moveStep(steps, lift) : steps;
  const at = shown.findIndex(({ id }) => id === stepId);
  const title = shown[at]?.title ?? stepId;
  const direction = DIRECTION[key];
  const row = { at, of: shown.length, title, stepId };
  if (direction && lift) return carry(lift, row, direction);
  if (direction && alt) return moveBy(row, direction);
  if (direction) return { lift, focus: shown[at + direction]?.id ?? null };
  if (key === ' ') return lift ? drop(lift, row) : take(row);
  if (key === 'Escape' && lift) return putBack(lift, row);
  return null;
}

type RowAt = { at: number; of: number; title: string; stepId: string };

const inside = (at: number, of: number): boolean => at >= 0 && at < of;

function moveBy({ at, of, title, stepId }: RowAt, direction: -1 | 1): KeyOutcome {
  const to = at + direction;
  if (!inside(to, of)) return { lift: null, say: `${title} is already ${direction < 0 ? 'first' : 'last'}.` };
  return { lift: null, move: { stepId, to }, say: movedWords(title, to, of) };
}

const take = ({ at, of, title, stepId }: RowAt): KeyOutcome => ({
  lift: { stepId, from: at, to: at },
  say: `${title}, lifted at ${place(at, of)}. Arrows move it, Space drops it, Escape puts it back.`,
});

function carry(lift: Lift, { of, title }: RowAt, direction: -1 | 1): KeyOutcome {
  const to = lift.to + direction;
  if (!inside(to, of)) return { lift, say: `${title} is already ${direction < 0 ? 'first' : 'last'}.` };
  return { lift: { ...lift, to }, say: `${title}, ${place(to, of)}.` };
}

function drop({ stepId, from, to }: Lift, { of, title }: RowAt): KeyOutcome {
  if (from === to) return { lift: null, say: `${title}, dropped where it was, ${place(from, of)}.` };
  return { lift: null, move: { stepId, to }, say: movedWords(title, to, of) };
}

const putBack = ({ from }: Lift, { of, title }: RowAt): KeyOutcome => ({
  lift: null,
  say: `${title}, put back to ${place(from, of)}.`,
});
