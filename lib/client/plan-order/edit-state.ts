import { assertNever } from '@/lib/base/assert';
import { sharePlan } from '@/lib/client/plan-order/share-plan';
import { applyEdit, type Edit, rebaseEdits } from '@/lib/plan/edit';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';

/** One thing that the reader did to the plan: the edit (null for an undo or a redo), said in words, and what came of it. */
export type Change = {
  readonly edit: Edit | null;
  readonly says: string;
  readonly title: string;
  readonly after: Plan;
};

/** Where undo goes back to, and what it takes back. */
type Point = { readonly title: string; readonly plan: Plan; readonly says: string };

/** Somebody else saved first. `base` is what my changes were made on, `lost` are those that were not saved. */
export type Conflict = { readonly base: PlanView; readonly lost: readonly Change[] };

/** An edit that could not be carried over to the others' plan. */
export type Dropped = { readonly says: string; readonly why: string };

/**
 * What this tab knows about a plan that is being edited: the newest view the server gave, and the changes made since.
 * What is shown is the plan after the last of them.
 */
export type EditState = {
  readonly view: PlanView;
  readonly pending: readonly Change[];
  readonly undo: readonly Point[];
  readonly redo: readonly Point[];
  readonly conflict: Conflict | null;
  readonly failure: unknown;
  /** Why the last edit was refused; null when it was not. */
  readonly refused: string | null;
  readonly dropped: readonly Dropped[];
};

export type EditEvent =
  | { type: 'edited'; edit: Edit; says: string }
  | { type: 'renamed'; title: string }
  | { type: 'undone' }
  | { type: 'redone' }
  | { type: 'saved'; view: PlanView; count: number }
  | { type: 'seen'; view: PlanView }
  | { type: 'overtaken'; view: PlanView }
  | { type: 'failed'; error: unknown }
  | { type: 'retried' }
  | { type: 'given up' }
  | { type: 'rebased' }
  | { type: 'noticed' };

export const startEditing = (view: PlanView): EditState => ({
  view,
  pending: [],
  undo: [],
  redo: [],
  conflict: null,
  failure: null,
  refused: null,
  dropped: [],
});

type Shown = Pick<EditState, 'view' | 'pending'>;

/** The plan as the reader sees it. */
export const shownPlan = ({ view, pending }: Shown): Plan => pending.at(-1)?.after ?? view.plan;
export const shownTitle = ({ view, pending }: Shown): string => pending.at(-1)?.title ?? view.title;

const here = (state: EditState, says: string): Point => ({
  title: shownTitle(state),
  plan: shownPlan(state),
  says,
});

const append = (state: EditState, change: Change): EditState => ({
  ...state,
  pending: [...state.pending, change],
  conflict: null,
  refused: null,
});

/** Applies an edit; one that changes nothing leaves everything, one that cannot be done says why. */
function edited(state: EditState, edit: Edit, says: string, newId: () => string): EditState {
  const before = shownPlan(state);
  const result = applyEdit(before, edit, newId);
  if (!result.ok) return { ...state, refused: result.error };
  if (result.value === before) return state;
  const change = { edit, says, title: shownTitle(state), after: result.value };
  return { ...append(state, change), undo: [...state.undo, here(state, says)], redo: [] };
}

function renamed(state: EditState, title: string): EditState {
  if (title === shownTitle(state)) return state;
  const says = `Renamed to “${title}”`;
  const change = { edit: null, says, title, after: shownPlan(state) };
  return { ...append(state, change), undo: [...state.undo, here(state, says)], redo: [] };
}

/** Goes back to the last point of one stack; where the plan is now goes onto the other. */
function goBack(state: EditState, from: 'undo' | 'redo'): EditState {
  const point = state[from].at(-1);
  if (!point) return state;
  const onto = from === 'undo' ? 'redo' : 'undo';
  const says = `${from === 'undo' ? 'Undid' : 'Redid'}: ${point.says}`;
  return {
    ...append(state, { edit: null, says, title: point.title, after: point.plan }),
    [from]: state[from].slice(0, -1),
    [onto]: [...state[onto], here(state, point.says)],
  };
}

/** A newer view: what is the same stays the same object, so that only what changed is drawn again. */
const withView = (state: EditState, view: PlanView): EditState => ({
  ...state,
  view: { ...view, plan: sharePlan(shownPlan(state), view.plan) },
});

/** The server's news. A revision that is not ours makes undo meaningless: it would take back what others did. */
function seen(state: EditState, view: PlanView): EditState {
  if (state.pending.length > 0 || view.revisionNo < state.view.revisionNo) return state;
  const ours = view.revisionNo === state.view.revisionNo;
  return { ...withView(state, view), ...(ours ? {} : { undo: [], redo: [] }) };
}

/** Puts the lost edits onto the plan as it is now; those that mean nothing there are named, with the reason. */
function rebased(state: EditState, newId: () => string): EditState {
  const { conflict } = state;
  if (!conflict) return state;
  const { plan, dropped } = rebaseLost(conflict, state.view.plan, newId);
  const title = conflict.lost.at(-1)?.title ?? state.view.title;
  const next = { ...state, conflict: null, dropped };
  const keepsTitle = title === conflict.base.title;
  if (plan === state.view.plan && keepsTitle) return next;
  const says = `On top of revision ${state.view.revisionNo}: ${conflict.lost.map((one) => one.says).join('; ')}`;
  const change = { edit: null, says, title: keepsTitle ? state.view.title : title, after: plan };
  return { ...append(next, change), undo: [here(state, says)] };
}

/** What would come of putting the lost changes onto `onto`, to be shown before it is done. */
export function rebaseLost(
  { lost }: Conflict,
  onto: Plan,
  newId: () => string,
): { plan: Plan; dropped: readonly Dropped[] } {
  const edits = lost.flatMap(({ edit }) => edit ?? []);
  const { plan, dropped } = rebaseEdits(edits, onto, newId);
  const saysOf = (edit: Edit) => lost.find((one) => one.edit === edit)?.says ?? edit.type;
  return { plan, dropped: dropped.map(({ edit, why }) => ({ says: saysOf(edit), why })) };
}

/** The next state; every event the page or the server can cause is here. */
export function editAfter(state: EditState, event: EditEvent, newId: () => string): EditState {
  switch (event.type) {
    case 'edited':
      return edited({ ...state, refused: null }, event.edit, event.says, newId);
    case 'renamed':
      return renamed(state, event.title);
    case 'undone':
      return goBack(state, 'undo');
    case 'redone':
      return goBack(state, 'redo');
    case 'saved':
      return { ...withView(state, event.view), pending: state.pending.slice(event.count) };
    case 'seen':
      return seen(state, event.view);
    case 'overtaken':
      return { ...startEditing(event.view), conflict: { base: state.view, lost: state.pending } };
    case 'failed':
      return { ...state, failure: event.error };
    case 'retried':
      return { ...state, failure: null };
    case 'given up':
      return startEditing(state.view);
    case 'rebased':
      return rebased(state, newId);
    case 'noticed':
      return { ...state, refused: null, dropped: [] };
    default:
      return assertNever(event);
  }
}
