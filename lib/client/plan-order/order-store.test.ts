import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { DoorError } from '@/lib/client/door';
import { shownSteps } from '@/lib/client/plan-order/order-state';
import { createOrderStore } from '@/lib/client/plan-order/order-store';
import { PLAN_SCHEMA, type Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';

const plan = (names: string): Plan => ({
  schema: PLAN_SCHEMA,
  chain: 'c',
  upgradeName: 'u',
  steps: names.split('').map((id) => ({ id, title: id, proposals: [] })),
});
const view = (names: string, revisionNo = 1): PlanView => ({
  id: 'p',
  title: 'p',
  state: 'draft',
  revisionNo,
  digest: names,
  author: 'operator',
  createdAt: 0,
  updatedAt: 0,
  plan: plan(names),
  approvals: [],
  approved: false,
});
const order = (of: Plan) => of.steps.map(({ id }) => id).join('');

/** A server with one plan that checks revisions as the real one does. */
function server(names: string) {
  let current = view(names);
  const put = async ({ plan: next, baseRevision }: { plan: Plan; baseRevision: number }) => {
    await Promise.resolve();
    if (baseRevision !== current.revisionNo)
      throw new DoorError({ status: 409, code: 'revision-mismatch', message: 'not current' });
    current = view(order(next), baseRevision + 1);
    return current;
  };
  return { save: vi.fn(put), read: async () => current, now: () => current, first: current };
}
const shown = (store: ReturnType<typeof createOrderStore>) =>
  shownSteps(store.get())
    .map(({ id }) => id)
    .join('');
const settled = (store: ReturnType<typeof createOrderStore>) =>
  vi.waitFor(() => expect(store.get().pending).toEqual([]));

describe('order store', () => {
  it('shows a move at once and saves each as a revision', async () => {
    const doors = server('abc');
    const store = createOrderStore(doors.first, doors);
    store.tell({ type: 'moved', move: { stepId: 'a', to: 2 } });
    store.tell({ type: 'moved', move: { stepId: 'c', to: 0 } });
    expect(shown(store)).toBe('cba');
    await settled(store);
    expect(doors.save).toHaveBeenCalledTimes(2);
    expect(order(doors.now().plan)).toBe('cba');
    expect(store.get().view.revisionNo).toBe(3);
  });

  it('undoes and redoes as revisions of their own', async () => {
    const doors = server('abc');
    const store = createOrderStore(doors.first, doors);
    store.tell({ type: 'moved', move: { stepId: 'a', to: 2 } });
    store.tell({ type: 'undone' });
    expect(shown(store)).toBe('abc');
    store.tell({ type: 'redone' });
    expect(shown(store)).toBe('bca');
    await settled(store);
    expect(order(doors.now().plan)).toBe('bca');
    expect(doors.now().revisionNo).toBe(4);
  });

  it("shows the others' order when overtaken, and reapplies my move on it when asked", async () => {
    const doors = server('abcd');
    const store = createOrderStore(doors.first, doors);
    await doors.save({ plan: plan('dabc'), baseRevision: 1 });
    store.tell({ type: 'moved', move: { stepId: 'a', to: 3 } });
    await vi.waitFor(() => expect(store.get().conflict).toHaveLength(1));
    expect(shown(store)).toBe('dabc');
    store.tell({ type: 'reapplied' });
    await settled(store);
    expect(order(doors.now().plan)).toBe('dbca');
  });

  it('keeps a move that could not be saved, and saves it on the next try', async () => {
    const doors = server('abc');
    doors.save.mockRejectedValueOnce(new DoorError({ status: 0, code: 'offline', message: 'no answer' }));
    const store = createOrderStore(doors.first, doors);
    store.tell({ type: 'moved', move: { stepId: 'b', to: 0 } });
    await vi.waitFor(() => expect(store.get().failure).toBeInstanceOf(DoorError));
    expect(shown(store)).toBe('bac');
    store.tell({ type: 'retried' });
    await settled(store);
    expect(order(doors.now().plan)).toBe('bac');
  });

  it('ends where it shows, whatever is done, and undo of everything is where it began', async () => {
    const move = fc.record({ stepId: fc.constantFrom('a', 'b', 'c'), to: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 6 }), async (moves) => {
        const doors = server('abc');
        const store = createOrderStore(doors.first, doors);
        for (const each of moves) store.tell({ type: 'moved', move: each });
        await settled(store);
        expect(order(doors.now().plan)).toBe(shown(store));
        while (store.get().undo.length > 0) store.tell({ type: 'undone' });
        await settled(store);
        expect(order(doors.now().plan)).toBe('abc');
      }),
      { numRuns: 30 },
    );
  });
});
