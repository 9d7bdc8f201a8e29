import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blastRadius } from '@/lib/inventory/blast-radius';
import { type Decided, emptyInventory, type Inventory } from '@/lib/inventory/inventory';
import { anyInventory, drawInventory, drawVat } from '@/lib/inventory/test/draw-inventory';
import { whatIf } from '@/lib/inventory/what-if';
import type { Plan } from '@/lib/plan/plan';
import { plan } from '@/lib/plan/test/draw-plan';

const CHAIN = drawInventory(`
  v6 a | kp1>v7+v8 kp2>v6 kp3>v9*2 | o+5>v8
  v7 b | kp4>v6 | -
  v8 c | - | -
  † v9 old
`);
/** `a: b later(b) …` a line for each step that cuts somebody off. */
const fates = (of: Plan, inventory: Inventory = CHAIN): string[] =>
  whatIf(of, inventory).map(({ stepId, severed }) =>
    [
      `${stepId}:`,
      ...severed.map(
        ({ subscriber, fate, atStepId }) => `${subscriber} ${fate}${atStepId === null ? '' : `@${atStepId}`}`,
      ),
    ].join(' '),
  );

describe('whatIf', () => {
  it.each([
    ['a', ['a: v6 self v7 must-come-back v8 must-come-back v9 gone']],
    ['a, c', ['a: v6 self v7 must-come-back v8 upgraded-later@c v9 gone', 'c:']],
    ['c, a', ['c:', 'a: v6 self v7 must-come-back v8 upgraded-before@c v9 gone']],
    ['a+c', ['a+c: v6 self v7 must-come-back v8 upgraded-with@a+c v9 gone']],
    ['a&b', ['a&b: v6 self v7 upgraded-with@a&b v8 must-come-back v9 gone v6 upgraded-with@a&b']],
    ['~wait, b, a', ['b: v6 upgraded-later@a', 'a: v6 self v7 upgraded-before@b v8 must-come-back v9 gone']],
    ['v6', ['v6: v6 self v7 must-come-back v8 must-come-back v9 gone']],
  ])('%s', (text, expected) => {
    expect(fates(plan(text))).toEqual(expected);
  });

  it('what waits and what is abandoned is said of the step', () => {
    expect(whatIf(plan('a, c'), CHAIN)[0]).toMatchObject({
      stepId: 'a',
      upgrades: [{ vatID: 'v6', name: 'a' }],
      queuedMessages: 2,
      abandonedObjects: 1,
      abandoned: [{ importer: 'v8', importerName: 'c', objects: 1, fate: 'upgraded-later', atStepId: 'c' }],
      notes: [],
    });
  });

  it('what no inventory knows is noted: a second upgrade, vats that are not there, several, or were not read', () => {
    const other = drawInventory('v6 a\nv7 zcf-x\nv8 zcf-x');
    expect(whatIf(plan('a, nobody, x'), other).map(({ notes }) => notes)).toEqual([
      ['Who listens to a was not read.', 'Which exports of a are not durable was not read.'],
      ['The inventory has no nobody.'],
      ['x may be 2 vats of the inventory; name it by its id.'],
    ]);
    const again = plan('a', { steps: [...plan('a').steps, ...plan('v6').steps] });
    expect(whatIf(again, CHAIN)[1]).toMatchObject({
      severed: [],
      notes: [expect.stringContaining('upgraded before')],
    });
  });

  it('of one vat it is the vat’s blast radius', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        for (const { vatID } of inventory.vats) {
          const radius = blastRadius(inventory, vatID);
          const [step] = whatIf(plan(vatID), inventory);
          expect(
            step?.severed.map(({ subscriber, promises, kpids }) => [subscriber, promises, kpids]),
          ).toEqual(radius.subscribers.map(({ vatID: id, promises, kpids }) => [id, promises, kpids]));
          expect(step?.abandoned.map(({ importer, objects }) => [importer, objects])).toEqual(
            radius.importersOfAbandoned.map(({ vatID: id, objects }) => [id, objects]),
          );
        }
      }),
    );
  });

  it('in any order each vat is severed once, from the same vats', () => {
    const anyOrder = anyInventory.chain((inventory) =>
      fc.tuple(fc.constant(inventory), fc.shuffledSubarray(inventory.vats.map(({ vatID }) => vatID))),
    );
    fc.assert(
      fc.property(anyOrder, ([inventory, ids]) => {
        const steps = whatIf(plan(ids.join(', ')), inventory);
        const pairs = steps.flatMap(({ severed }) =>
          severed.map(({ vatID, subscriber }) => `${vatID}>${subscriber}`),
        );
        const radii = ids.flatMap((id) =>
          blastRadius(inventory, id).subscribers.map(({ vatID }) => `${id}>${vatID}`),
        );
        expect(pairs.toSorted()).toEqual(radii.toSorted());
      }),
    );
  });

  it('looks at each promise a bounded number of times: 300 vats, 100 steps, twice over', () => {
    let looks = 0;
    const watched = (entries: Decided[]): Decided[] =>
      entries.map((entry) => ({
        kpid: entry.kpid,
        queued: entry.queued,
        get subscribers() {
          looks += 1;
          return entry.subscribers;
        },
      }));
    const vats = Array.from({ length: 300 }, (_, at) => {
      const entries = Array.from({ length: 100 }, (__, k) => ({
        kpid: `kp${at * 100 + k}`,
        subscribers: [`v${((at + k) % 300) + 1}`],
        queued: 0,
      }));
      return drawVat(`v${at + 1} n${at + 1}`, { decides: { entries: watched(entries), total: 100 } });
    });
    const steps = Array.from({ length: 100 }, (_, at) =>
      [1, 2, 3].map((part) => `v${at * 3 + part}`).join('+'),
    );
    const twice = [
      ...plan(steps.join(', ')).steps,
      ...plan(steps.map((step) => step.replaceAll('v', 'n')).join(', ')).steps,
    ];
    const result = whatIf(plan('', { steps: twice }), { ...emptyInventory('large'), vats });
    expect(result.reduce((sum, { severed }) => sum + severed.length, 0)).toBe(30_000);
    expect(looks).toBeLessThanOrEqual(30_000 * 6);
  });
});
