import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { DoorError } from '@/lib/client/door';
import { shownPlan } from '@/lib/client/plan-order/edit-state';
import { createEditStore, type EditStore, type SaveBody } from '@/lib/client/plan-order/edit-store';
import { sharePlan } from '@/lib/client/plan-order/share-plan';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Plan, Step } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { drawnPlanView } from '@/lib/plan/test/draw-plan-view';

const step = (id: string): Step => ({
  kind: 'core-eval',
  id,
  title: id,
  proposals: [{ module: 'm', entrypoint: 'e', args: [], upgrades: [] }],
  together: null,
  notes: '',
  links: [],
});
const plan = (names: string): Plan => ({ ...emptyPlan('c', 'u'), steps: names.split('').map(step) });
const view = (names: string, revisionNo = 1, author = 'ann'): PlanView =>
  drawnPlanView({ revisionNo, author, plan: plan(names), digest: names });
const order = (of: Plan) => of.steps.map(({ id }) => id).join('');
const newId = () => 'new';

/** A server with one plan that checks revisions as the real one does, and answers with JSON of its own. */
function server(names: string) {
  let current = view(names);
  const put = async ({ plan: next, baseRevision, title }: Omit<SaveBody, 'why'>, author = 'ann') => {
    await Promise.resolve();
    if (baseRevision !== current.revisionNo)
      throw new DoorError({ status: 409, code: 'revision-mismatch', message: 'not current' });
    current = { ...view(order(next), baseRevision + 1, author), title: title ?? current.title };
    return structuredClone(current);
  };
  const save = vi.fn((body: SaveBody) => put(body));
  return { save, put, read: async () => structuredClone(current), now: () => current, first: current };
}
const move = (store: EditStore, id: string, to: number) =>
  store.tell({ type: 'edited', edit: { type: 'move-steps', stepIds: [id], to }, says: `${id} to ${to}` });
const shown = (store: EditStore) => order(shownPlan(store.get()));
const settled = (store: EditStore) => vi.waitFor(() => expect(store.get().pending).toEqual([]));

describe('edit store', () => {
  it('shows an edit at once; what is done while one is on its way becomes the next revision', async () => {
    const doors = server('abc');
    const store = createEditStore(doors.first, doors, newId);
    move(store, 'a', 2);
    move(store, 'c', 0);
    move(store, 'b', 2);
    expect(shown(store)).toBe('cab');
    await settled(store);
    expect(doors.save.mock.calls.map(([{ why }]) => why)).toEqual(['a to 2', 'c to 0; b to 2']);
    expect(order(doors.now().plan)).toBe('cab');
    expect(store.get().view.revisionNo).toBe(3);
  });

  it('keeps every step that did not change the very same object after a save', async () => {
    const doors = server('abc');
    const store = createEditStore(doors.first, doors, newId);
    move(store, 'a', 2);
    const before = shownPlan(store.get());
    await settled(store);
    expect(shownPlan(store.get())).toBe(before);
  });

  it('undoes and redoes', async () => {
    const doors = server('abc');
    const store = createEditStore(doors.first, doors, newId);
    move(store, 'a', 2);
    store.tell({ type: 'undone' });
    expect(shown(store)).toBe('abc');
    store.tell({ type: 'redone' });
    expect(shown(store)).toBe('bca');
    await settled(store);
    expect(order(doors.now().plan)).toBe('bca');
  });

  it("shows the others' plan when overtaken, and puts my edit on top of it when asked", async () => {
    const doors = server('abcd');
    const store = createEditStore(doors.first, doors, newId);
    await doors.put({ plan: plan('dabc'), baseRevision: 1 }, 'bob');
    move(store, 'a', 3);
    await vi.waitFor(() => expect(store.get().conflict?.lost).toHaveLength(1));
    expect(shown(store)).toBe('dabc');
    expect(store.get().view.author).toBe('bob');
    store.tell({ type: 'rebased' });
    await settled(store);
    expect(order(doors.now().plan)).toBe('dbca');
  });

  it('says which of my edits mean nothing any more', async () => {
    const doors = server('abc');
    const store = createEditStore(doors.first, doors, newId);
    await doors.put({ plan: plan('bc'), baseRevision: 1 }, 'bob');
    move(store, 'a', 2);
    await vi.waitFor(() => expect(store.get().conflict).not.toBeNull());
    store.tell({ type: 'rebased' });
    expect(store.get().dropped.map(({ says }) => says)).toEqual(['a to 2']);
    expect(shown(store)).toBe('bc');
  });

  it('takes its own lost answer for what it is', async () => {
    const doors = server('abc');
    doors.save.mockImplementationOnce(async (body) => {
      await doors.put(body);
      throw new DoorError({ status: 0, code: 'offline', message: 'no answer' });
    });
    const store = createEditStore(doors.first, doors, newId);
    move(store, 'b', 0);
    await vi.waitFor(() => expect(store.get().failure).toBeInstanceOf(DoorError));
    expect(shown(store)).toBe('bac');
    store.tell({ type: 'retried' });
    await settled(store);
    expect(store.get().conflict).toBeNull();
    expect(store.get().view.revisionNo).toBe(2);
  });

  it('keeps an edit that could not be saved, and saves it on the next try', async () => {
    const doors = server('abc');
    doors.save.mockRejectedValueOnce(new DoorError({ status: 500, code: 'broken', message: 'no' }));
    const store = createEditStore(doors.first, doors, newId);
    move(store, 'b', 0);
    await vi.waitFor(() => expect(store.get().failure).toBeInstanceOf(DoorError));
    store.tell({ type: 'renamed', title: 'Better' });
    store.tell({ type: 'retried' });
    await settled(store);
    expect(order(doors.now().plan)).toBe('bac');
    expect(doors.now().title).toBe('Better');
  });

  it('forgets undo when somebody else changed the plan: it would take back what they did', async () => {
    const doors = server('abc');
    const store = createEditStore(doors.first, doors, newId);
    move(store, 'a', 2);
    await settled(store);
    store.tell({ type: 'seen', view: view('cab', 3, 'bob') });
    expect(store.get().undo).toEqual([]);
    expect(shown(store)).toBe('cab');
  });

  it('ends where it shows, whatever is done, and undo of everything is where it began', async () => {
    const one = fc.record({ id: fc.constantFrom('a', 'b', 'c'), to: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 6 }), async (moves) => {
        const doors = server('abc');
        const store = createEditStore(doors.first, doors, newId);
        for (const { id, to } of moves) move(store, id, to);
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

describe('sharing what did not change', () => {
  it('gives the known plan back where nothing differs, and else the steps that are equal', () => {
    const known = plan('abc');
    expect(sharePlan(known, structuredClone(known))).toBe(known);
    const shared = sharePlan(known, plan('acx'));
    expect(shared.steps[0]).toBe(known.steps[0]);
    expect(shared.steps[1]).toBe(known.steps[2]);
    expect(order(shared)).toBe('acx');
  });
});
