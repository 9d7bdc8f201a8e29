import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRate, startRate, timeLeft } from './transfer-rate';

describe('transfer rate', () => {
  it('is the mean of a steady transfer, and forgets an old pace', () => {
    let rate = startRate(0, 0);
    expect(timeLeft(rate, 100)).toBeNull();
    for (let s = 1; s <= 10; s += 1) rate = sampleRate(rate, s * 1000, s * 50);
    expect(rate.rate).toBeCloseTo(50);
    expect(timeLeft(rate, 1000)).toBeCloseTo(10);
    for (let s = 1; s <= 20; s += 1) rate = sampleRate(rate, 10_000 + s * 1000, 500 + s * 5);
    expect(rate.rate).toBeLessThan(6);
  });

  it('stays finite and not negative for any readings', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1e6), fc.nat(1e9))), (readings) => {
        const end = readings.reduce((rate, [at, bytes]) => sampleRate(rate, at, bytes), startRate(0, 0));
        expect(end.rate === null || (Number.isFinite(end.rate) && end.rate >= 0)).toBe(true);
        const left = timeLeft(end, 1e9);
        expect(left === null || left >= 0).toBe(true);
      }),
    );
  });
});
