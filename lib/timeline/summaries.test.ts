import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnRun } from '@/lib/timeline/drawn-run';
import { filterLanes } from '@/lib/timeline/lane-filter';
import { timelineModel } from '@/lib/timeline/lanes';
import { summariseRange } from '@/lib/timeline/range-summary';
import { neighbourInVat } from '@/lib/timeline/same-vat';
import { type ChainPoint, seriesIn } from '@/lib/timeline/series';
import { tableText } from '@/lib/timeline/table-text';
import type { Analysis, Delivery, Finding } from '@/lib/upgrade/analysis';

const finding = (vatID: string, line: number, time: number): Finding => ({
  rule: 'rule',
  severity: 'warning',
  vatID,
  line,
  byte: 0,
  time,
  message: 'odd',
  params: {},
});

const delivery = (dispatch: string, startTime: number, seconds: number): Delivery => ({
  dispatch,
  deliveryNum: 1,
  status: 'ok',
  error: null,
  computrons: 7,
  seconds,
  startTime,
});

/** zoe upgraded at 10, bank at 50, each with a delivery; a finding about zoe at 60. */
function twoUpgrades(): Analysis {
  const run = drawnRun('v9 zoe ok 10+4; v1 bank fails 50+2');
  const [zoe, bank] = run.upgrades;
  zoe?.deliveries.push(delivery('bringOutYourDead', 10, 1), delivery('startVat', 11, 3));
  bank?.deliveries.push(delivery('startVat', 50, 2));
  return { ...run, findings: [finding('v9', 500, 60)] };
}

describe('summariseRange', () => {
  it('counts what lies in the range and lists the slowest first', () => {
    const summary = summariseRange(twoUpgrades(), new Map(), { start: 9, end: 55 });
    expect(summary).toMatchObject({ upgrades: 2, findings: [], seconds: 46 });
    expect(summary.slowest.map(({ name, dispatch, seconds }) => [name, dispatch, seconds])).toEqual([
      ['zoe', 'startVat', 3],
      ['bank', 'startVat', 2],
      ['zoe', 'bringOutYourDead', 1],
    ]);
    expect(summariseRange(twoUpgrades(), new Map(), { start: 55, end: 61 })).toMatchObject({
      upgrades: 0,
      findings: [0],
    });
  });

  it('finds nothing in a wider range missing that a narrower one holds', () => {
    const analysis = twoUpgrades();
    const cell = {
      start: 20,
      end: 30,
      weight: 2,
      index: 0,
      open: false,
      count: 1,
      deliveries: 3,
      computrons: 9,
    };
    const work = new Map([['v5', [cell, { ...cell, start: 40, end: 41 }]]]);
    const second = fc.double({ min: 0, max: 70, noNaN: true });
    fc.assert(
      fc.property(second, second, second, (a, b, more) => {
        const narrow = { start: Math.min(a, b), end: Math.max(a, b) };
        const wide = { start: narrow.start - more, end: narrow.end + more };
        const [inner, outer] = [summariseRange(analysis, work, narrow), summariseRange(analysis, work, wide)];
        expect(outer.upgrades).toBeGreaterThanOrEqual(inner.upgrades);
        expect(outer.deliveries).toBeGreaterThanOrEqual(inner.deliveries);
        expect(outer.computrons).toBe(3 * outer.deliveries);
        expect(outer.findings).toEqual(expect.arrayContaining([...inner.findings]));
      }),
    );
  });
});

describe('neighbourInVat', () => {
  it('goes through what happened to one vat in log order and stops at its ends', () => {
    const analysis = twoUpgrades();
    const zoe = { kind: 'upgrade', id: '0' } as const;
    const found = { kind: 'finding', id: '0' } as const;
    expect(neighbourInVat(analysis, zoe, 1)).toEqual(found);
    expect(neighbourInVat(analysis, found, -1)).toEqual(zoe);
    expect(neighbourInVat(analysis, found, 1)).toBeNull();
    expect(neighbourInVat(analysis, { kind: 'vat', id: 'v9' }, 1)).toEqual(zoe);
    expect(neighbourInVat(analysis, { kind: 'vat', id: 'v9' }, -1)).toEqual(found);
    expect(neighbourInVat(analysis, null, 1)).toBeNull();
  });
});

describe('filterLanes', () => {
  const { lanes } = timelineModel(twoUpgrades(), [], new Map(), false);
  const titles = (filter: string): string[] => filterLanes(lanes, filter).map(({ id }) => id);

  it('keeps the rows in which every word occurs, by name, id or state', () => {
    expect(titles('ZOE')).toEqual(['vat:v9', 'cranks:v9']);
    expect(titles('v1 rolled')).toEqual(['vat:v1']);
    expect(titles('zoe bank')).toEqual([]);
    expect(filterLanes(lanes, '   ')).toBe(lanes);
  });
});

describe('lanes of cranks', () => {
  it('show each delivery of an upgrade where it happened', () => {
    const { lanes } = timelineModel(twoUpgrades(), [], new Map(), false);
    const cranks = lanes.filter(({ group }) => group === 'cranks');
    expect(
      cranks.map(({ title, bars }) => [title, bars.map(({ label, start, end }) => [label, start, end])]),
    ).toEqual([
      [
        'zoe',
        [
          ['bringOutYourDead', 10, 11],
          ['startVat', 11, 14],
        ],
      ],
      ['bank', [['startVat', 50, 52]]],
    ]);
  });
});

describe('tableText', () => {
  it('has as many cells in every line as there are heads, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(fc.string(), fc.double(), fc.constant(null)))), (rows) => {
        const lines = tableText(['a', 'b', 'c'], rows).split('\n');
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) expect(line.split('\t')).toHaveLength(3);
      }),
    );
  });

  it('gives a spreadsheet no formula', () => {
    expect(tableText(['x'], [['=1+1'], ['@a'], [-5]])).toBe("x\n'=1+1\n'@a\n-5");
  });
});

describe('seriesIn', () => {
  const points = Array.from(
    { length: 1000 },
    (_, i): ChainPoint => ({
      time: i,
      height: i,
      blockSeconds: i === 500 ? 99 : 1,
      computrons: i % 2 === 0 ? null : i,
      memory: null,
    }),
  );

  it('keeps the slowest block whatever it must leave out, and unknown stays unknown', () => {
    const shown = seriesIn(points, { start: 0, end: 999 }, 50);
    expect(shown.length).toBeLessThanOrEqual(50);
    expect(Math.max(...shown.map(({ blockSeconds }) => blockSeconds ?? 0))).toBe(99);
    expect(shown.every(({ memory }) => memory === null)).toBe(true);
  });

  it('runs to the edges of the range', () => {
    const shown = seriesIn(points, { start: 100.5, end: 102.5 }, 50);
    expect(shown.map(({ time }) => time)).toEqual([100, 101, 102, 103]);
    expect(seriesIn([], { start: 0, end: 1 }, 10)).toEqual([]);
  });
});
