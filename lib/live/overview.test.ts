import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromColumns, toColumns } from '@/lib/live/columns';
import { documentOf, toOverview } from '@/lib/live/overview';
import { emptyAnalysis } from '@/lib/upgrade/analysis';

const value = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.nat(4_000_000_000_000).map((n) => n / 1e6),
  fc.constantFrom(null, true, 'text', '', 0),
  fc.string(),
  fc.record({ type: fc.string(), source: fc.option(fc.string()) }),
  fc.array(fc.nat(3), { maxLength: 3 }),
);
const items = fc.array(
  fc.record(
    { a: value, b: value, time: fc.option(fc.nat(2e12).map((n) => n / 1e6)) },
    { requiredKeys: ['a'] },
  ),
  { maxLength: 40 },
);
const asJson = (of: unknown): unknown => JSON.parse(JSON.stringify(of));

describe('columns', () => {
  it('give back what JSON would', () => {
    fc.assert(
      fc.property(items, (all) => {
        expect(fromColumns(JSON.parse(JSON.stringify(toColumns(all))))).toEqual(asJson(all));
      }),
    );
  });

  it('of counters and times are shorter than what they hold', () => {
    const all = Array.from({ length: 500 }, (_, i) => ({
      line: 1e6 + i * 30,
      time: 1_733_400_000 + i / 8,
      done: true,
    }));
    expect(JSON.stringify(toColumns(all)).length).toBeLessThan(JSON.stringify(all).length / 4);
  });
});

describe('an overview', () => {
  it('opens to its document, and nothing else does', () => {
    const document = {
      ...emptyAnalysis(),
      processStarts: [{ line: 1, byte: 0, time: 5, initSeconds: null }],
    };
    const overview = asJson(toOverview(document, () => ({ vats: [], numbers: [] })));
    expect(documentOf(overview)).toEqual(document);
    expect(documentOf({ ...document })).toBeNull();
    fc.assert(fc.property(fc.anything(), (any) => documentOf(any) === null));
  });
});
