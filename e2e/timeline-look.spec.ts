import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { ownRun } from './support/runs';
import { sampleText } from './support/slogs';

/**
 * How the run page looks, kept as pictures. Fonts are drawn a little differently on every machine, so a pixel may differ by a third of
 * the scale and one in twenty may differ by more: what moves, vanishes or changes its colour is seen all the same.
 * `npx playwright test e2e/timeline-look.spec.ts --update-snapshots` takes them anew.
 */
const TOLERANCE = {
  threshold: 0.34,
  maxDiffPixelRatio: 0.05,
  animations: 'disabled',
  maskColor: '#808080',
  timeout: 30_000,
} as const;

/** Rates, ages and the clock are true and different every time. */
const moving = (page: Page) => [
  page.getByRole('banner'),
  page.locator('header dl'),
  page.locator('header p'),
];

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(2, 2);
}

async function look(page: Page, name: string): Promise<void> {
  await settle(page);
  await expect(page).toHaveScreenshot(`run-page-${name}.png`, { ...TOLERANCE, mask: moving(page) });
}

const HUGE = 80;
const APART = 10;

/** The log of a node that was restarted again and again, `APART` seconds and some blocks later each time. */
function oftenRestarted(times: number): Buffer {
  const text = sampleText('all-well').toString('utf8');
  const later = (n: number): string =>
    text
      .replace(/"time":([\d.]+)/g, (_, time) => `"time":${(Number(time) + n * APART).toFixed(6)}`)
      .replace(/"blockHeight":(\d+)/g, (_, height) => `"blockHeight":${Number(height) + n * APART}`);
  return Buffer.from(Array.from({ length: times }, (_, n) => later(n)).join(''));
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
});

for (const [name, colorScheme, width] of [
  ['light-1280', 'light', 1280],
  ['dark-1280', 'dark', 1280],
  ['light-390', 'light', 390],
  ['dark-390', 'dark', 390],
] as const) {
  test(`a run that failed, ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 1100 });
    await page.goto(await ownRun(page, { title: 'A run that failed', data: sampleText('throws') }));
    await expect(page).toHaveTitle(/^. (complete|failed) /);
    await look(page, name);
  });
}

test('a run before its first byte', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 700 });
  await page.goto(await ownRun(page, { title: 'Nothing yet' }));
  await expect(page.getByText('No entry yet')).toBeVisible();
  await look(page, 'empty');
});

test('a run that streams', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 860 });
  const whole = sampleText('all-well');
  const data = whole.subarray(0, Math.floor(whole.length * 0.6));
  await page.goto(await ownRun(page, { title: 'Still coming', data, open: true }));
  await expect(page.getByText('following')).toBeVisible();
  await look(page, 'streaming');
});

test('a run that is huge', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 1100 });
  const data = gzipSync(oftenRestarted(HUGE), { level: 1 });
  await page.goto(await ownRun(page, { title: 'A node that was often restarted', data }));
  await expect(page).toHaveTitle(/^. (complete|failed|incomplete) /, { timeout: 60_000 });
  await look(page, 'huge');
});
