import { DoorError } from '@/lib/client/door';
import {
  type OrderEvent,
  type OrderState,
  orderAfter,
  startOrder,
} from '@/lib/client/plan-order/order-state';
import { type Move, moveStep } from '@/lib/plan/move-step';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';

/** How the store reaches the server: `save` throws a DoorError 409 when `baseRevision` is not current. */
export type OrderDoors = {
  save: (change: { plan: Plan; baseRevision: number; why: string }) => Promise<PlanView>;
  read: () => Promise<PlanView>;
};

export type OrderStore = {
  get: () => OrderState;
  subscribe: (listener: () => void) => () => void;
  tell: (event: OrderEvent) => void;
};

const why = (view: PlanView, { stepId, to }: Move): string => {
  const title = view.plan.steps.find(({ id }) => id === stepId)?.title ?? stepId;
  return `Moved “${title}” to position ${to + 1}`;
};

/** Saves the moves of a plan one after the other, each as a revision of its own, and stops at the first that is refused. */
export function createOrderStore(first: PlanView, doors: OrderDoors): OrderStore {
  let state = startOrder(first);
  let saving = false;
  const listeners = new Set<() => void>();

  const tell = (event: OrderEvent) => {
    const next = orderAfter(state, event);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
    void saveAll();
  };

  async function saveAll(): Promise<void> {
    if (saving) return;
    saving = true;
    for (let move = state.pending[0]; move && !state.failure; move = state.pending[0]) tell(await save(move));
    saving = false;
  }

  async function save(move: Move): Promise<OrderEvent> {
    const { view } = state;
    const steps = moveStep(view.plan.steps, move);
    if (steps === view.plan.steps) return { type: 'saved', view };
    try {
      const plan = { ...view.plan, steps };
      return {
        type: 'saved',
        view: await doors.save({ plan, baseRevision: view.revisionNo, why: why(view, move) }),
      };
    } catch (error) {
      if (!(error instanceof DoorError && error.status === 409)) return { type: 'failed', error };
      return doors.read().then(
        (theirs) => ({ type: 'overtaken', view: theirs }),
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
