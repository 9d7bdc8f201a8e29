import { DoorError } from '@/lib/client/door';
import {
  type Change,
  type EditEvent,
  type EditState,
  editAfter,
  startEditing,
} from '@/lib/client/plan-order/edit-state';
import { sharePlan } from '@/lib/client/plan-order/share-plan';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';

export type SaveBody = { plan: Plan; baseRevision: number; why: string; title?: string };

/** How the store reaches the server: `save` throws a DoorError 409 when `baseRevision` is not current. */
export type EditDoors = {
  save: (body: SaveBody) => Promise<PlanView>;
  read: () => Promise<PlanView>;
};

export type EditStore = {
  get: () => EditState;
  subscribe: (listener: () => void) => () => void;
  tell: (event: EditEvent) => void;
};

const MOST_WHY = 500;

/** Why the revision was made, for its history: what was done, in the order it was done. */
function whyOf(changes: readonly Change[]): string {
  const text = changes.map(({ says }) => says).join('; ');
  return text.length <= MOST_WHY ? text : `${text.slice(0, MOST_WHY - 1)}…`;
}

/**
 * Saves what was changed as a revision, one at a time: what is done while one is on its way becomes the next.
 * It stops at the first that is refused; nothing that was done is forgotten.
 */
export function createEditStore(first: PlanView, doors: EditDoors, newId: () => string): EditStore {
  let state = startEditing(first);
  let saving = false;
  const listeners = new Set<() => void>();

  const tell = (event: EditEvent) => {
    const next = editAfter(state, event, newId);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
    void saveAll();
  };

  async function saveAll(): Promise<void> {
    if (saving) return;
    saving = true;
    while (state.pending.length > 0 && state.failure === null) tell(await save(state.pending));
    saving = false;
  }

  async function save(changes: readonly Change[]): Promise<EditEvent> {
    const { view } = state;
    const last = changes.at(-1);
    if (!last || (last.after === view.plan && last.title === view.title))
      return { type: 'saved', view, count: changes.length };
    const renamed = last.title === view.title ? {} : { title: last.title };
    try {
      const body = { plan: last.after, baseRevision: view.revisionNo, why: whyOf(changes), ...renamed };
      return { type: 'saved', view: await doors.save(body), count: changes.length };
    } catch (error) {
      if (!(error instanceof DoorError && error.status === 409)) return { type: 'failed', error };
      return doors.read().then(
        (theirs) => judge(theirs, { mine: view, changes, error }),
        (reason: unknown) => ({ type: 'failed', error: reason }),
      );
    }
  }

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell,
  };
}

type Refused = { mine: PlanView; changes: readonly Change[]; error: DoorError };

/**
 * What a 409 means: the answer of an earlier try was lost and the plan is already as I want it; or somebody's newer revision;
 * or a state in which the plan takes no edits.
 */
function judge(theirs: PlanView, { mine, changes, error }: Refused): EditEvent {
  const wanted = changes.at(-1)?.after;
  if (wanted && sharePlan(wanted, theirs.plan) === wanted)
    return { type: 'saved', view: theirs, count: changes.length };
  return theirs.revisionNo > mine.revisionNo
    ? { type: 'overtaken', view: theirs }
    : { type: 'failed', error };
}
