import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Plan } from '@/lib/plan/plan';
import { rehearsalPlan, rehearsalStep } from '@/lib/plan/rehearsal-plan';
import { drawInput, drawRun } from '@/lib/report/draw-report';
import { HOSTILE_TEXTS } from '@/lib/report/hostile-texts';
import { makeReport } from '@/lib/report/make-report';
import { sanitise } from '@/lib/report/sanitise';
import { type Frame, toHtml } from '@/lib/report/to-html';
import { toMarkdown } from '@/lib/report/to-markdown';
import { analysisOf } from '@/lib/upgrade/fold-text';

const sample = (name: string) =>
  analysisOf(gunzipSync(readFileSync(path.resolve('lib/slog/samples', `${name}.slog.gz`))));
const well = sample('all-well');
const FRAME: Frame = { hash: 'abc', newer: null, older: [], forms: [], follows: null, draft: false };

/** As a browser without scripts reads it. */
const read = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

describe('the report as a page', () => {
  const page = read(toHtml(makeReport(drawInput([drawRun(well)])), FRAME));

  it('says what, when and how long first, without a script', () => {
    const facts = page.querySelector('dl')?.textContent ?? '';
    expect(facts).toMatch(/rehearsal-upgrade-2.*1000.*UTC.*Expected halt.*1 run.*worry after/s);
    expect(page.querySelector('h2')?.textContent).toBe('What to do');
    expect(page.querySelector('meta[name=robots]')?.getAttribute('content')).toContain('noindex');
  });

  it('does not let a halt that nobody measured be read as none', () => {
    const report = makeReport(drawInput([]));
    const nothing = [...read(toHtml(report, FRAME)).querySelectorAll('section')].find(
      (part) => part.querySelector('h2')?.textContent === 'How long the chain stands still',
    );
    expect(nothing?.textContent).toContain('Not measured');
    expect(toMarkdown(report, 'h')).toContain('Not measured: no rehearsal shows it.');
  });

  it('loads nothing from elsewhere and asks for nothing', () => {
    const addresses = [...page.querySelectorAll('[src],link[href],img,iframe,form,object')];
    expect(addresses).toEqual([]);
  });

  it('gives every table a head and a name', () => {
    expect(page.querySelectorAll('table').length).toBeGreaterThan(6);
    for (const table of page.querySelectorAll('table')) {
      expect(table.querySelector('caption')?.textContent).not.toBe('');
      const width = table.querySelectorAll('thead th').length;
      for (const row of table.querySelectorAll('tbody tr')) expect(row.children).toHaveLength(width);
    }
  });

  it('links to the version that corrects it, and says when it follows a run', () => {
    const old = read(toHtml(makeReport(drawInput([])), { ...FRAME, newer: { version: 2, href: '/r/x' } }));
    expect(old.querySelector('[role=status] a')?.getAttribute('href')).toBe('/r/x');
    const live = read(toHtml(makeReport(drawInput([])), { ...FRAME, follows: { again: 5, asOf: 0 } }));
    expect(live.querySelector('[role=status]')?.textContent).toContain('follows a running upgrade');
    expect(live.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')).toBe('5');
  });

  it('shows hostile texts of a log as texts', () => {
    for (const text of HOSTILE_TEXTS) {
      const finding = {
        rule: text,
        severity: 'info',
        line: 1,
        byte: 0,
        time: null,
        message: text,
        params: {},
      } as const;
      const run = drawRun({ ...well, findings: [finding], vats: [] }, { title: text });
      const plan: Plan = { ...rehearsalPlan(), upgradeName: text, chain: text };
      const { report } = sanitise(makeReport(drawInput([run], { title: text, verdict: text }, plan)));
      const hostile = read(toHtml(report, FRAME));
      expect(hostile.querySelectorAll('script')).toHaveLength(1);
      expect(hostile.querySelectorAll('img, iframe, object, form, link')).toHaveLength(0);
      for (const element of hostile.querySelectorAll('*'))
        for (const { name, value } of element.attributes)
          expect(name.startsWith('on') || /javascript:/i.test(value), `${name}=${value}`).toBe(false);
      expect(hostile.body.textContent).not.toMatch(/[^\P{C}\n]/u);
    }
  });

  it('of 300 vats is below 150 kB over the wire', () => {
    const names = Array.from(
      { length: 300 },
      (_, i) => `zcf-b1-${(i * 7919).toString(16)}-ATOM-USD_price_feed-${i}`,
    );
    const upgrades = names.map((name, i) => ({
      ...(well.upgrades[i % well.upgrades.length] as (typeof well.upgrades)[number]),
      name,
      vatID: `v${i}`,
      step: `${i}.0`,
      startLine: 1000 * i,
      seconds: Math.sin(i) + 2,
      bundleID: `b1-${(i * 104729).toString(16).repeat(20)}`,
    }));
    const plan: Plan = { ...rehearsalPlan(), steps: names.map((name) => rehearsalStep(name)) };
    const runs = [1, 2, 3].map((no) => drawRun({ ...well, upgrades }, { id: `run-${no}` }));
    const html = toHtml(makeReport(drawInput(runs, {}, plan)), FRAME);
    expect(read(html).querySelectorAll('tbody tr').length).toBeGreaterThan(600);
    expect(gzipSync(html).length).toBeLessThan(150_000);
    console.info(`300 vats: ${html.length} characters, ${gzipSync(html).length} bytes in gzip`);
  });
});
