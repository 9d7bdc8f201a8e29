import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, diffAnalysis } from '@/lib/live/diff';
import type { Delta } from '@/lib/live/frame';
import { type Analysis, emptyAnalysis, type Finding, type Run, type Vat } from '@/lib/upgrade/analysis';

const vat = (vatID: string, deliveries: number): Vat => ({
  vatID,
  name: deliveries % 2 ? 'zoe' : null,
  dynamic: null,
  managerType: null,
  firstLine: 1,
  deliveries,
  computrons: deliveries * 10,
  errors: 0,
  state: 'live',
  incarnation: 0,
  bundleID: null,
});

const finding = (line: number): Finding => ({
  rule: 'any',
  severity: 'info',
  line,
  byte: line * 10,
  time: null,
  message: `line ${line}`,
  params: { line },
});

const run = (index: number, deliveries: number): Run => ({
  index,
  blockHeight: 1,
  runNum: index,
  phase: null,
  trigger: null,
  step: null,
  startLine: 1,
  startByte: 0,
  startTime: null,
  endLine: null,
  endByte: null,
  endTime: null,
  finished: false,
  seconds: null,
  deliveryCranks: deliveries,
  firstCrank: null,
  lastCrank: null,
  upgrades: [],
  usedBeans: null,
  remainingBeans: null,
  cells: [{ vatID: 'v1', deliveries, seconds: 0, computrons: 0, firstTime: 1, lastTime: 2 }],
});

/** Any document: collections of any length, a tail that comes and goes. */
const analyses: fc.Arbitrary<Analysis> = fc
  .record({
    lines: fc.nat(5),
    tail: fc.option(fc.nat(3), { nil: undefined }),
    types: fc.dictionary(fc.constantFrom('deliver', 'syscall'), fc.nat(3), { noNullPrototype: true }),
    vats: fc.array(fc.nat(3), { maxLength: 5 }),
    runs: fc.array(fc.nat(3), { maxLength: 5 }),
    findings: fc.array(fc.nat(3), { maxLength: 5 }),
    open: fc.boolean(),
  })
  .map(({ lines, tail, types, vats, runs, findings, open }) => {
    const empty = emptyAnalysis();
    return {
      ...empty,
      source: {
        ...empty.source,
        lines,
        entryTypes: types,
        ...(tail === undefined ? {} : { truncatedTail: { line: tail, byte: tail } }),
      },
      vats: vats.map((n, i) => vat(`v${i}`, n)),
      runs: runs.map((n, i) => run(i, n)),
      findings: findings.map(finding),
      summary: { ...empty.summary, open },
    };
  });

const overTheWire = (delta: Delta): Delta => JSON.parse(JSON.stringify(delta));

describe('diffAnalysis and applyDelta', () => {
  it('applying the difference, sent as JSON, gives the next document', () => {
    fc.assert(
      fc.property(analyses, analyses, (prev, next) => {
        expect(applyDelta(prev, overTheWire(diffAnalysis(prev, next)))).toStrictEqual(next);
      }),
    );
  });

  it('is empty between documents that say the same', () => {
    fc.assert(
      fc.property(analyses, (doc) => {
        expect(diffAnalysis(doc, structuredClone(doc))).toStrictEqual({});
      }),
    );
  });

  it('keeps the reference of everything untouched', () => {
    const prev: Analysis = { ...emptyAnalysis(), vats: [vat('v1', 1), vat('v2', 2)], runs: [run(0, 1)] };
    const next: Analysis = { ...structuredClone(prev), vats: [vat('v1', 1), vat('v2', 3), vat('v3', 1)] };
    const delta = diffAnalysis(prev, next);
    expect(delta.vats?.items.map(([i]) => i)).toEqual([1, 2]);
    const applied = applyDelta(prev, delta);
    expect(applied.vats[0]).toBe(prev.vats[0]);
    expect(applied.runs).toBe(prev.runs);
    expect(applied.source).toBe(prev.source);
    expect(applyDelta(prev, {})).toBe(prev);
  });

  it('says so when a vanished tail is the only change', () => {
    const plain = emptyAnalysis();
    const cut: Analysis = { ...plain, source: { ...plain.source, truncatedTail: { line: 1, byte: 0 } } };
    expect(diffAnalysis(cut, plain)).toStrictEqual({ source: {} });
    expect(applyDelta(cut, { source: {} })).toStrictEqual(plain);
  });

  it('refuses a delta of another document instead of leaving holes', () => {
    expect(() => applyDelta(emptyAnalysis(), { vats: { length: 2, items: [[1, vat('v2', 1)]] } })).toThrow(
      /"vats" does not fit: 0 items here, 2 there/,
    );
  });
});
