import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kref } from '@/lib/slog/kref';
import { KrefMap } from '@/lib/upgrade/fold/kref-map';
import { RecentKrefs } from '@/lib/upgrade/fold/recent-krefs';

/** Few enough that they come again, and of every size that a reference or a subscription may have. */
const krefs: fc.Arbitrary<Kref> = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 1, max: 40 }).map((n) => n * 65_536 + 7),
  fc.integer({ min: 1, max: 40 }).map((n) => n * 2 ** 40 + 2),
  fc.constantFrom('kp01', 'kp01 v007'),
);
const steps = fc.array(fc.record({ key: krefs, value: fc.nat(), drop: fc.boolean() }), { maxLength: 300 });

const textsLast = (map: Map<Kref, number>): [Kref, number][] =>
  [...map].toSorted(([a], [b]) => Number(typeof a === 'string') - Number(typeof b === 'string'));

describe('KrefMap', () => {
  it('knows what a Map knows, in the same order, and comes back from its own entries', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const map = new KrefMap(1_000);
        const model = new Map<Kref, number>();
        for (const { key, value, drop } of all) {
          if (drop) expect(map.delete(key)).toBe(model.delete(key));
          else {
            map.set(key, value);
            model.set(key, value);
          }
          expect([map.size, map.get(key)]).toEqual([model.size, model.get(key)]);
        }
        expect([...map]).toEqual(textsLast(model));
        expect([...new KrefMap(1_000, map)]).toEqual([...map]);
      }),
    );
  });

  it('closes its gaps and grows', () => {
    const map = new KrefMap(100_000);
    for (let i = 0; i < 20_000; i += 1) {
      map.set(i * 4 + 2, i);
      if (i % 3 > 0) map.delete(i * 4 + 2);
    }
    expect(map.size).toBe(6_667);
    expect([...map].every(([key, value], i) => value === i * 3 && key === value * 4 + 2)).toBe(true);
    expect(map.get(19_998 * 4 + 2)).toBe(19_998);
    expect(map.get(19_999 * 4 + 2)).toBe(undefined);
  });

  it('forgets the oldest above its limit', () => {
    const map = new KrefMap(100);
    for (let i = 1; i <= 126; i += 1) map.set(i, i);
    expect([...map].map(([key]) => key)).toEqual(Array.from({ length: 100 }, (_, i) => i + 27));
  });
});

describe('RecentKrefs', () => {
  it('knows what was said last of a reference, or nothing', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const recent = new RecentKrefs(32);
        const model = new Map<Kref, number>();
        for (const { key, value, drop } of all) {
          if (drop) {
            recent.delete(key);
            model.delete(key);
          } else {
            recent.set(key, value);
            model.set(key, value);
          }
          expect(recent.get(key)).toBe(drop || typeof key === 'string' ? null : value);
        }
        for (const [key, value] of recent) expect(value).toBe(model.get(key));
        expect([...new RecentKrefs(32, recent)]).toEqual([...recent]);
      }),
    );
  });
});
