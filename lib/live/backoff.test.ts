import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff } from './backoff';

describe('backoff', () => {
  it('doubles up to the limit and keeps at least half of it', () => {
    expect([1, 2, 3, 6, 7, 50].map((n) => backoff(n, 1))).toEqual([250, 500, 1000, 8000, 10_000, 10_000]);
    expect(backoff(1, 0)).toBe(125);
    expect(backoff(3, 0.5, { first: 100, last: 200 })).toBe(150);
  });

  it('answers any numbers with a wait within its limits', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (failures, random) => {
        const wait = backoff(failures, random);
        expect(wait).toBeGreaterThanOrEqual(125);
        expect(wait).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  it('never shortens with more failures', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        expect(backoff(failures + 1, random)).toBeGreaterThanOrEqual(backoff(failures, random));
      }),
    );
  });
});
