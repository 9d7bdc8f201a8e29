import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { samplePath } from './support/slogs';

/** A run of its own with everything on its page: an upgrade that failed, findings, subscribers. */
async function failedRun(page: Page): Promise<string> {
  const made = await page.request.post('/api/runs', {
    data: { title: 'One <b>fails</b> \u202e🙂', kind: 'clone' },
  });
  const { runId, ingestToken, slogUrl } = await made.json();
  const data = readFileSync(samplePath('throws'));
  const sent = await page.request.fetch(slogUrl, {
    method: 'PATCH',
    data,
    headers: {
      authorization: `Bearer ${ingestToken}`,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'upload-length': String(data.length),
    },
  });
  expect(sent.status()).toBe(204);
  return `/runs/${runId}`;
}

const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('load');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
};

/** What axe calls serious or critical, one line each. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`every page is sound in ${colorScheme} at ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      const [plan] = await (await page.request.get('/api/plans')).json();
      const run = await failedRun(page);
      for (const place of ['/', '/plans', `/plans/${plan.id}`, '/runs', run, '/runs/nothing-here']) {
        await page.goto(place);
        await settled(page);
        expect(await faults(page), place).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${place} is wider than the window`).toBeLessThanOrEqual(0);
      }
    });
  }
}

test('the run page is worked by keyboard alone', async ({ page }) => {
  await page.goto(await failedRun(page));
  await settled(page);
  await page.keyboard.press('n');
  await expect(page.getByRole('region', { name: /^Line / })).toBeVisible();
  await expect(page).toHaveURL(/[?&]/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: /^Line / })).toHaveCount(0);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await expect(help).toContainText(/follow|live/i);
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/plans$/);
});
