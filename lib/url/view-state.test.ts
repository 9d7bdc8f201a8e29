import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN_VIEW, formatRunView, parseRunView, type RunView } from '@/lib/url/view-state';

const parse = (query: string): RunView => parseRunView(new URLSearchParams(query));

const views: fc.Arbitrary<RunView> = fc.record({
  range: fc.option(
    fc
      .tuple(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 1, max: 10 ** 9 }))
      .map(([start, micros]) => ({ start, end: start + Number((micros / 1e6).toFixed(6)) })),
  ),
  selection: fc.option(
    fc.record({
      kind: fc.constantFrom('upgrade', 'vat', 'finding', 'step'),
      id: fc.string({ minLength: 1, maxLength: 40 }),
    }),
  ),
  line: fc.option(fc.integer({ min: 1, max: 30_000_000 })),
  brush: fc.constantFrom(null, { start: 3, end: 4.5 }),
  filter: fc.string({ maxLength: 40 }),
  folded: fc.uniqueArray(fc.constantFrom('chain', 'steps', 'vats', 'others', 'cranks')),
  foldIdle: fc.boolean(),
});

describe('the view of a run page in its link', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(views, (view) => {
        const back = parse(formatRunView(view));
        const unordered = ({ folded, ...rest }: RunView) => ({
          ...rest,
          range: null,
          folded: folded.toSorted(),
        });
        expect(unordered(back)).toEqual(unordered(view));
        expect(back.range?.start ?? null).toEqual(view.range?.start ?? null);
        if (view.range) expect(back.range?.end).toBeCloseTo(view.range.end, 6);
      }),
    );
  });

  it('never throws, and answers a view for any query', () => {
    const key = fc.constantFrom('v', 't', 'sel', 'line', 'pick', 'q', 'fold', 'idle', 'x');
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.string())), (pairs) => {
        const view = parseRunView(new URLSearchParams(pairs));
        expect(view.range === null || view.range.start < view.range.end).toBe(true);
      }),
    );
  });

  it('falls back part by part, and as a whole for a version it does not know', () => {
    expect(parse('v=1&t=9~3&sel=upgrade:2&line=-4')).toEqual({
      ...DEFAULT_RUN_VIEW,
      selection: { kind: 'upgrade', id: '2' },
    });
    expect(parse('v=7&line=4')).toEqual(DEFAULT_RUN_VIEW);
    expect(parse('sel=nonsense:1')).toEqual(DEFAULT_RUN_VIEW);
  });

  it('opens links of the first version, which knew no cranks', () => {
    expect(parse('v=1&fold=vats&line=4')).toEqual({
      ...DEFAULT_RUN_VIEW,
      line: 4,
      folded: ['vats', 'cranks'],
    });
    expect(parse('v=1').folded).toEqual(['cranks']);
  });

  it('keeps the plain view a plain link', () => {
    expect(formatRunView(DEFAULT_RUN_VIEW)).toBe('');
    expect(formatRunView({ ...DEFAULT_RUN_VIEW, line: 5 })).toBe('?v=2&line=5');
  });
});
