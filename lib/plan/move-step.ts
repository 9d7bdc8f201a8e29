import type { Step } from '@/lib/plan/plan';

/** "Put this step at this place", by the step's name so that it still means something in another order. `to` counts from 0. */
export type Move = { readonly stepId: string; readonly to: number };

const placeOf = (steps: readonly Step[], stepId: string): number =>
  steps.findIndex(({ id }) => id === stepId);

/** The steps after a move; the very same array when nothing changes. Places outside are taken as the nearest end. */
export function moveStep(steps: readonly Step[], { stepId, to }: Move): readonly Step[] {
  const from = placeOf(steps, stepId);
  const place = Math.min(steps.length - 1, Math.max(0, Math.trunc(to) || 0));
  const step = steps[from];
  if (!step || place === from) return steps;
  const others = steps.toSpliced(from, 1);
  return others.toSpliced(place, 0, step);
}

/** The move that takes `move` back when done after it; null when the step is not there or stays where it is. */
export function inverseMove(steps: readonly Step[], move: Move): Move | null {
  const from = placeOf(steps, move.stepId);
  return from === -1 || moveStep(steps, move) === steps ? null : { stepId: move.stepId, to: from };
}
