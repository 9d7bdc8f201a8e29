import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, type Edit, rebaseEdits, sayEdit } from '@/lib/plan/edit';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import { actStep, anyPlan, codeStep, plan, proposalOf } from '@/lib/plan/test/draw-plan';

const newId = () => 'new';
const after = (before: Plan, edit: Edit): Plan => {
  const result = applyEdit(before, edit, newId);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const why = (before: Plan, edit: Edit): string => {
  const result = applyEdit(before, edit, newId);
  return result.ok ? '' : result.error;
};
/** Ids in order, with the modules of each. */
const shape = ({ steps }: Plan) =>
  steps.map(
    ({ id, proposals }) => `${id}:${proposals.map(({ upgrades }) => upgrades[0]?.vat ?? '').join('+')}`,
  );
const modules = ({ steps }: Plan) =>
  steps.flatMap(({ proposals }) => proposals.map(({ module }) => module)).sort();

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'gone');
const place = fc.integer({ min: -2, max: 8 });
const spot = fc.record({ stepId: id, index: fc.integer({ min: 0, max: 4 }) });
const reversible: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ type: fc.constant('move-steps' as const), stepIds: fc.array(id, { minLength: 1 }), to: place }),
  fc.record({ type: fc.constant('order-steps' as const), stepIds: fc.uniqueArray(id) }),
  fc.record({ type: fc.constant('split-step' as const), stepId: id, at: place }),
  fc.record({ type: fc.constant('merge-steps' as const), stepIds: fc.array(id) }),
  fc.record({ type: fc.constant('move-proposal' as const), from: spot, to: spot }),
  fc.record({
    type: fc.constant('add-step' as const),
    step: id.map((name) => codeStep(name, [])),
    to: place,
  }),
);

describe('an edit', () => {
  it.each<[string, Edit, string[]]>([
    ['a, b, c, d', { type: 'move-steps', stepIds: ['a'], to: 2 }, ['b:b', 'c:c', 'a:a', 'd:d']],
    ['a, b, c, d', { type: 'move-steps', stepIds: ['d', 'b'], to: 0 }, ['b:b', 'd:d', 'a:a', 'c:c']],
    ['a, b, c', { type: 'move-steps', stepIds: ['a'], to: 99 }, ['b:b', 'c:c', 'a:a']],
    ['a, b, c', { type: 'order-steps', stepIds: ['c', 'a'] }, ['c:c', 'b:b', 'a:a']],
    ['a+b+c', { type: 'split-step', stepId: 'a+b+c', at: 1 }, ['a+b+c:a', 'new:b+c']],
    ['a+b', { type: 'split-step', stepId: 'a+b', at: 1, id: 'mine' }, ['a+b:a', 'mine:b']],
    ['a, b, c', { type: 'merge-steps', stepIds: ['c', 'a'] }, ['a:a+c', 'b:b']],
    [
      'a+b, c',
      { type: 'move-proposal', from: { stepId: 'a+b', index: 0 }, to: { stepId: 'c', index: 1 } },
      ['a+b:b', 'c:c+a'],
    ],
    [
      'a+b',
      { type: 'move-proposal', from: { stepId: 'a+b', index: 0 }, to: { stepId: 'a+b', index: 9 } },
      ['a+b:b+a'],
    ],
    ['a', { type: 'add-step', step: actStep('w'), to: 0 }, ['w:', 'a:a']],
    ['a, b', { type: 'remove-steps', stepIds: ['a', 'gone'] }, ['b:b']],
  ])('%s, %j', (text, edit, expected) => expect(shape(after(plan(text), edit))).toEqual(expected));

  it.each<[string, Edit, RegExp]>([
    ['a', { type: 'move-steps', stepIds: ['x'], to: 0 }, /not in the plan any more/],
    ['a', { type: 'split-step', stepId: 'a', at: 1 }, /has one proposal; there is nothing to split/],
    ['a+b', { type: 'split-step', stepId: 'a+b', at: 2 }, /has 2 proposals; it can be split/],
    ['~w, a', { type: 'merge-steps', stepIds: ['w', 'a'] }, /"w" is not code/],
    ['a', { type: 'merge-steps', stepIds: ['a', 'x'] }, /Fewer than two/],
    [
      'a, ~w',
      { type: 'move-proposal', from: { stepId: 'a', index: 0 }, to: { stepId: 'w', index: 0 } },
      /"w" is not code/,
    ],
    [
      'a',
      { type: 'move-proposal', from: { stepId: 'a', index: 1 }, to: { stepId: 'a', index: 0 } },
      /its number 2 any more/,
    ],
    [
      'a',
      { type: 'move-proposal', from: { stepId: 'a', index: 0 }, to: { stepId: 'a', index: 0 }, module: 'b' },
      /number 1 any more/,
    ],
    ['a', { type: 'add-step', step: codeStep('a', []), to: 0 }, /a step with the id "a" already/],
    ['a', { type: 'add-step', step: { ...actStep('w'), what: '' }, to: 0 }, /what must be a text/],
    ['a', { type: 'change-step', stepId: 'a', patch: { what: 'x' } }, /"a" is code; it has no what/],
    [
      '~w',
      { type: 'change-step', stepId: 'w', patch: { together: 'x' } },
      /"w" is not code; it has no together/,
    ],
    ['a', { type: 'change-step', stepId: 'a', patch: { title: '' } }, /steps\[0\].title must be a text/],
    ['a', { type: 'change-plan', patch: { target: { height: -1 } } }, /target.height must be/],
  ])('that cannot be done says why: %s, %j', (text, edit, words) =>
    expect(why(plan(text), edit)).toMatch(words),
  );

  it('leaves the very same plan when nothing changes, and untouched steps the same objects', () => {
    const before = plan('a, b, ~w');
    const nothing: Edit[] = [
      { type: 'move-steps', stepIds: ['b'], to: 1 },
      { type: 'order-steps', stepIds: ['a', 'w'] },
      { type: 'remove-steps', stepIds: ['x'] },
      { type: 'change-step', stepId: 'a', patch: { title: 'a' } },
      { type: 'change-plan', patch: { notes: '' } },
    ];
    for (const edit of nothing) expect(after(before, edit)).toBe(before);
    const changed = after(before, { type: 'change-step', stepId: 'a', patch: { title: 'A' } });
    expect(changed.steps.map((step, i) => step === before.steps[i])).toEqual([false, true, true]);
  });

  it('never loses or doubles a proposal, and leaves a plan', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(reversible, { maxLength: 6 }), (before, edits) => {
        let ids = 0;
        const end = edits.reduce((at, edit) => {
          const result = applyEdit(at, edit, () => `new${(ids += 1)}`);
          return result.ok ? result.value : at;
        }, before);
        expect(modules(end)).toEqual(modules(before));
        expect(parsePlan(end)).toEqual({ ok: true, value: end });
      }),
      { numRuns: 500 },
    );
  });

  it('is taken back by its inverse: a move by a move, a split by a merge, a new order by the old', () => {
    fc.assert(
      fc.property(anyPlan, id, place, (before, stepId, to) => {
        const at = before.steps.findIndex((step) => step.id === stepId);
        const ids = before.steps.map((step) => step.id);
        const moved = applyEdit(before, { type: 'move-steps', stepIds: [stepId], to }, newId);
        if (moved.ok) {
          expect(after(moved.value, { type: 'move-steps', stepIds: [stepId], to: at })).toEqual(before);
          expect(after(moved.value, { type: 'order-steps', stepIds: ids })).toEqual(before);
        }
        const split = applyEdit(before, { type: 'split-step', stepId, at: to }, newId);
        if (split.ok)
          expect(after(split.value, { type: 'merge-steps', stepIds: [stepId, 'new'] })).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it('merging withdraws what was declared safe of other company', () => {
    const before = plan('', {
      steps: [codeStep('a', [proposalOf('a'), proposalOf('b')], 'safe'), codeStep('c', [proposalOf('c')])],
    });
    expect(after(before, { type: 'merge-steps', stepIds: ['a', 'c'] }).steps).toMatchObject([
      { together: null },
    ]);
  });
});

describe('rebase', () => {
  it('does again what still means something, and names what does not', () => {
    const edits: Edit[] = [
      { type: 'move-steps', stepIds: ['c'], to: 0 },
      { type: 'change-step', stepId: 'b', patch: { title: 'B' } },
      { type: 'change-step', stepId: 'a', patch: { title: 'A' } },
    ];
    const { plan: rebased, dropped } = rebaseEdits(edits, plan('x, a, c'), newId);
    expect(rebased.steps.map(({ title }) => title)).toEqual(['c', 'x', 'A']);
    expect(dropped).toEqual([{ edit: edits[1], why: 'The step "b" is not in the plan any more.' }]);
  });

  it('onto the plan that they were made on gives what they gave', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(reversible, { maxLength: 4 }), (before, edits) => {
        const one = rebaseEdits(edits, before, newId);
        const done = edits.filter((edit) => !one.dropped.some((drop) => drop.edit === edit));
        expect(rebaseEdits(done, before, newId)).toEqual({ plan: one.plan, dropped: [] });
      }),
    );
  });
});

describe('sayEdit', () => {
  it.each<[Edit, string]>([
    [{ type: 'move-steps', stepIds: ['a'], to: 1 }, 'a, moved to position 2 of 4'],
    [{ type: 'move-steps', stepIds: ['a', 'b'], to: 9 }, 'a, b, moved to positions 3 to 4 of 4'],
    [{ type: 'merge-steps', stepIds: ['a', 'b'] }, 'Merged a, b into one step'],
    [{ type: 'add-step', step: actStep('w'), to: 9 }, 'Added w, position 5 of 5'],
    [{ type: 'remove-steps', stepIds: ['a', 'b', 'c', 'd'] }, 'Removed 4 steps'],
    [{ type: 'change-step', stepId: 'a', patch: { title: 'A' } }, 'Changed title of a'],
    [{ type: 'change-plan', patch: { target: null } }, 'Changed target of the plan'],
  ])('%j', (edit, words) => expect(sayEdit(edit, plan('a, b, c, d'))).toBe(words));
});
