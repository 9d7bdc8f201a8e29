import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchUpgrades, type Seen } from '@/lib/reconcile/match';

/** `bank@0 zoe!@2 bank`: names, `!` rolled back, `~` lost, `@` the step. */
const seen = (text: string): Seen[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word, i) => {
      const [name = '', step = null] = word.replace(/[!~]/g, '').split('@');
      return {
        vatID: `v${i}`,
        name,
        step,
        outcome: word.includes('!') ? 'rolled-back' : 'upgraded',
        lost: word.includes('~'),
      };
    });
const wanted = (text: string) => text.split(' ').map((vat, stepIndex) => ({ vat, stepIndex }));

describe('matchUpgrades', () => {
  it('knows a vat by id, name or the label in a contract’s name', () => {
    const upgrades = [{ ...seen('x')[0], vatID: 'v43', name: 'zcf-b1-0a1b2-walletFactory' }].flatMap((row) =>
      row.outcome ? [{ ...row, step: null, outcome: row.outcome, lost: false }] : [],
    );
    expect(
      ['v43', 'walletFactory', 'zcf-b1-fffff-walletFactory', 'wallet'].map(
        (vat) => matchUpgrades(wanted(vat), upgrades)[0],
      ),
    ).toEqual([[0], [0], [0], []]);
  });

  it('lets the step tell where the log proves it, and the order where it does not', () => {
    expect(matchUpgrades(wanted('zoe bank zoe'), seen('zoe@2.0 bank@1.0'))).toEqual([[], [1], [0]]);
    expect(matchUpgrades(wanted('zoe bank zoe'), seen('zoe bank'))).toEqual([[0], [1], []]);
  });

  it('gives each attempt at most once and lost work to nobody', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const rows = fc.array(
      fc.record({
        vatID: names.map((name) => `v-${name}`),
        name: fc.constant(null),
        step: fc.option(fc.nat(4).map((i) => `${i}.0`)),
        outcome: fc.constantFrom<Seen['outcome']>('upgraded', 'rolled-back', 'interrupted'),
        lost: fc.boolean(),
      }),
    );
    const plan = fc
      .array(names)
      .map((all) => all.map((name, stepIndex) => ({ vat: `v-${name}`, stepIndex })));
    fc.assert(
      fc.property(plan, rows, (entries, upgrades) => {
        const matched = matchUpgrades(entries, upgrades);
        const given = matched.flat();
        expect(new Set(given).size).toBe(given.length);
        expect(given.filter((index) => upgrades[index]?.lost)).toEqual([]);
        matched.forEach((own, i) => {
          for (const index of own) expect(upgrades[index]?.vatID).toBe(entries[i]?.vat);
          expect(own).toEqual(own.toSorted((a, b) => a - b));
        });
      }),
    );
  });
});
