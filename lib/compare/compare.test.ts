import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountDifferences } from '@/lib/compare/amounts';
import { compareRuns } from '@/lib/compare/compare-runs';
import { comparisonMarkdown } from '@/lib/compare/comparison-markdown';
import { kindDifferences } from '@/lib/compare/kinds';
import { analysisOf } from '@/lib/upgrade/fold-text';

const sample = (name: string) =>
  analysisOf(gunzipSync(readFileSync(new URL(`../slog/samples/${name}.slog.gz`, import.meta.url))));
const well = sample('all-well');
const throws = sample('throws');
const joined = sample('two-in-one-run');
const ended = sample('vat-ends-itself');

describe('what differs in kind', () => {
  it('is nothing between a run and itself', () => {
    for (const run of [well, throws, joined, ended]) expect(kindDifferences(run, run)).toEqual([]);
  });

  it('is an outcome with the lines that prove it, and what follows from it', () => {
    const found = kindDifferences(well, throws);
    const outcome = found.find(({ kind }) => kind === 'outcome');
    const failed = throws.upgrades.find((upgrade) => upgrade.outcome === 'rolled-back');
    expect(outcome).toMatchObject({
      subject: failed?.name,
      a: 'upgraded',
      b: 'rolled-back',
      lineB: failed?.startLine,
    });
    expect(found.some(({ kind, a }) => kind === 'finding' && a === 'not there')).toBe(true);
  });

  it('is a termination that only one has', () => {
    const found = kindDifferences(well, ended).filter(({ kind }) => kind === 'termination');
    expect(found.map(({ a, lineB }) => [a, lineB])).toEqual(
      ended.terminations.map(({ line }) => ['not there', line]),
    );
  });

  it('goes both ways: what is new there is gone here', () => {
    const swap = ({ a, b, lineA, lineB, ...rest }: ReturnType<typeof kindDifferences>[number]) => ({
      ...rest,
      a: b,
      b: a,
      lineA: lineB,
      lineB: lineA,
    });
    const sorted = (of: object[]): string[] =>
      of.map((one) => JSON.stringify(Object.entries(one).sort(([p], [q]) => (p < q ? -1 : 1)))).sort();
    const there = kindDifferences(well, joined).filter(({ kind }) => kind !== 'order');
    const back = kindDifferences(joined, well).filter(({ kind }) => kind !== 'order');
    expect(sorted(back.map(swap))).toEqual(sorted(there));
  });

  it('names as out of order the fewest vats that explain it, for any order', () => {
    const names = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'];
    const byName = new Map(well.upgrades.map((upgrade) => [upgrade.name, upgrade]));
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 6 }), (order) => {
        const other = { ...well, upgrades: order.flatMap((name) => byName.get(name) ?? []) };
        const moved = kindDifferences(well, other).filter(({ kind }) => kind === 'order');
        const rest = (of: readonly (string | null)[]) =>
          of.filter((n) => !moved.some(({ subject }) => subject === n));
        expect(rest(order)).toEqual(rest(names));
        expect(moved.length === 0).toBe(order.join() === names.join());
      }),
      { numRuns: 50 },
    );
  });
});

describe('how much differs', () => {
  const slower = (factor: number) => ({
    ...well,
    upgrades: well.upgrades.map((upgrade) => ({ ...upgrade, seconds: (upgrade.seconds ?? 0) * factor + 1 })),
  });

  it('is nothing between a run and itself', () => {
    expect(amountDifferences([well], [well])).toEqual([]);
  });

  it('is worth a word beyond a tenth when there is no band, and beyond the band when there is', () => {
    const subject = 'bridge: upgrade';
    const one = amountDifferences([well], [slower(1)]).find((own) => own.subject === subject);
    expect(one).toMatchObject({ worthAWord: true, unit: 'seconds', group: 'vat' });
    const within = amountDifferences([slower(0), slower(1), slower(3)], [slower(2)]);
    expect(within.find((own) => own.subject === subject)).toMatchObject({ worthAWord: false });
    const beyond = amountDifferences([slower(0), slower(1), slower(2)], [slower(3)]);
    expect(beyond.find((own) => own.subject === subject)).toMatchObject({ worthAWord: true });
  });

  it('names a phase that one side lacks, without a ratio', () => {
    const without = { ...well, processStarts: [] };
    expect(amountDifferences([well], [without]).find(({ group }) => group === 'phase')).toMatchObject({
      subject: 'Kernel start and replay',
      b: null,
      ratio: null,
      worthAWord: false,
    });
  });
});

describe('a comparison as Markdown', () => {
  it('says differences in kind first, and that there are none', () => {
    const text = comparisonMarkdown(
      compareRuns([{ title: 'one', analysis: well }], [{ title: '<b>', analysis: throws }]),
    );
    expect(text.indexOf('## In kind')).toBeLessThan(text.indexOf('## How much'));
    expect(text).toContain('rolled-back');
    expect(text).not.toContain('<b>\n');
    const same = compareRuns([{ title: 'one', analysis: well }], [{ title: 'two', analysis: well }]);
    expect(comparisonMarkdown(same)).toContain('No difference.');
  });
});
