import { describe, expect, it } from 'vitest';
import { type CrankHash, divergenceBetweenNodes } from '@/lib/upgrade/findings/divergence-between-nodes';

/** `3a 4b`: crank 3 with hash a, crank 4 with hash b. */
const cranks = (text: string): CrankHash[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, i) => ({
      crankNum: Number.parseInt(word, 10),
      activityhash: word.replace(/\d+/, ''),
      blockHeight: 5,
      line: i + 1,
      byte: 0,
      time: null,
    }));
const first = (one: string, other: string) => divergenceBetweenNodes(cranks(one), cranks(other));

describe('divergence between nodes', () => {
  it('is the first crank that both have with unequal hashes', () => {
    expect(first('1a 2b 3c 4d', '1a 2b 3x 4y')).toMatchObject({
      rule: 'divergence-between-nodes',
      severity: 'blocker',
      line: 3,
      params: { crankNum: 3, otherLine: 3, shared: 2 },
    });
  });

  it('is none where the logs agree as far as both reach, whatever one has alone', () => {
    for (const [one, other] of [
      ['1a 2b 3c', '2b 3c 4d'],
      ['1a 3c', '1a 2b 3c'],
      ['', '1a'],
      ['1a', '2b'],
    ])
      expect(first(one ?? '', other ?? '')).toBe(null);
  });

  it('at the first common crank asks whether it is one chain', () => {
    expect(first('1a 2b', '2x')?.message).toMatch(/crank 2 in block 5\. It is the first that both logs have/);
  });
});
