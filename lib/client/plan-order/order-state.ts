import { assertNever } from '@/lib/base/assert';
import { inverseMove, type Move, moveStep } from '@/lib/plan/move-step';
import type { Step } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';

/**
 * What this tab knows about the order of a plan: the newest view the server gave, and the moves made since.
 * What is shown is always the first with the second applied.
 */
export type OrderState = {
  readonly view: PlanView;
  readonly pending: readonly Move[];
  readonly undo: readonly Move[];
  readonly redo: readonly Move[];
  /** Somebody else saved first: their order is shown, these are the moves that were not saved. */
  readonly conflict: readonly Move[] | null;
  readonly failure: unknown;
};

export type OrderEvent =
  | { type: 'moved'; move: Move }
  | { type: 'undone' }
  | { type: 'redone' }
  | { type: 'saved'; view: PlanView }
  | { type: 'seen'; view: PlanView }
  | { type: 'overtaken'; view: PlanView }
  | { type: 'failed'; error: unknown }
  | { type: 'retried' }
  | { type: 'given up' }
  | { type: 'reapplied' };

export const startOrder = (view: PlanView): OrderState => ({
  view,
  pending: [],
  undo: [],
  redo: [],
  conflict: null,
  failure: null,
});

/** The steps in the order the reader sees. */
export const shownSteps = ({ view, pending }: Pick<OrderState, 'view' | 'pending'>): readonly Step[] =>
  pending.reduce(moveStep, view.plan.steps);

type Stack = 'undo' | 'redo';

/** Appends a move and puts its inverse on `onto`; a move of nothing changes nothing. */
function push(state: OrderState, move: Move, onto: Stack): OrderState {
  const inverse = inverseMove(shownSteps(state), move);
  if (!inverse) return state;
  return { ...state, pending: [...state.pending, move], [onto]: [...state[onto], inverse] };
}

/** Takes the last move of one stack back; its inverse goes onto the other. */
function takeBack(state: OrderState, from: Stack): OrderState {
  const move = state[from].at(-1);
  if (!move) return state;
  const rest = { ...state, [from]: state[from].slice(0, -1) };
  return push(rest, move, from === 'undo' ? 'redo' : 'undo');
}

const newer = (view: PlanView, than: PlanView): PlanView => (view.revisionNo < than.revisionNo ? than : view);

/** The next state; every event the page or the server can cause is here. */
export function orderAfter(state: OrderState, event: OrderEvent): OrderState {
  switch (event.type) {
    case 'moved':
      return push({ ...state, redo: [], conflict: null }, event.move, 'undo');
    case 'undone':
      return takeBack(state, 'undo');
    case 'redone':
      return takeBack(state, 'redo');
    case 'saved':
      return { ...state, view: event.view, pending: state.pending.slice(1) };
    case 'seen':
      return state.pending.length > 0 ? state : { ...state, view: newer(event.view, state.view) };
    case 'overtaken':
      return { ...startOrder(event.view), conflict: state.pending };
    case 'failed':
      return { ...state, failure: event.error };
    case 'retried':
      return { ...state, failure: null };
    case 'given up':
      return { ...startOrder(state.view) };
    case 'reapplied':
      return (state.conflict ?? []).reduce<OrderState>((next, move) => push(next, move, 'undo'), {
        ...state,
        conflict: null,
      });
    default:
      return assertNever(event);
  }
}
