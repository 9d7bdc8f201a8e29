import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { ownRun } from './support/runs';
import { sampleText } from './support/slogs';

const timeline = (page: Page) => page.getByRole('application', { name: /^Timeline/ });
const range = (page: Page) => page.getByRole('region', { name: 'Range' });

async function openFailed(page: Page): Promise<void> {
  await page.goto(await ownRun(page, { title: 'One fails', data: sampleText('throws') }));
  await expect(timeline(page)).toBeVisible();
  await expect(page).toHaveTitle(/^. (complete|failed|incomplete) /);
}

/** What the address says of a part of the view; null where it says nothing. */
const inLink = (page: Page, key: string): string | null => new URL(page.url()).searchParams.get(key);
const linked = (page: Page, key: string) => expect.poll(() => inLink(page, key));

test('the timeline is worked by keys alone, and its address keeps what is seen', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFailed(page);
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('w');
  await linked(page, 't').not.toBeNull();
  const zoomed = inLink(page, 't');
  await page.keyboard.press('d');
  await linked(page, 't').not.toBe(zoomed);
  await page.keyboard.press('0');
  await linked(page, 't').toBeNull();
  await page.keyboard.press('z');
  await linked(page, 't').not.toBeNull();
  await page.keyboard.press('Shift+Z');
  await linked(page, 't').toBeNull();

  await page.keyboard.press('j');
  await linked(page, 'sel').not.toBeNull();
  await page.keyboard.press('n');
  await linked(page, 'sel').toMatch(/^finding:/);
  await page.keyboard.press('Shift+N');
  await page.keyboard.press('.');
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).searchParams.get('t')).not.toBeNull();

  await page.keyboard.press('/');
  const filter = page.getByRole('searchbox', { name: /^Filter rows/ });
  await expect(filter).toBeFocused();
  await page.keyboard.type('zoe');
  await linked(page, 'q').toBe('zoe');
  await page.reload();
  await expect(filter).toHaveValue('zoe');
});

test('a range is chosen by key or by drag, says what is in it, is zoomed to and cleared', async ({
  page,
}) => {
  await openFailed(page);
  await page.keyboard.press('m');
  await expect(range(page)).toContainText('Slowest deliveries');
  await expect(range(page)).toContainText('Findings');
  await page.keyboard.press('Escape');
  await expect(range(page)).toHaveCount(0);

  const box = await timeline(page).boundingBox();
  if (!box) throw new Error('The timeline has no box');
  await page.mouse.move(box.x + 500, box.y + 150);
  await page.mouse.down();
  await page.mouse.move(box.x + 700, box.y + 160, { steps: 5 });
  await page.mouse.up();
  await expect(range(page)).toBeVisible();
  await linked(page, 'pick').not.toBeNull();
  await page.keyboard.press('Enter');
  await linked(page, 't').not.toBeNull();
  await page.keyboard.press('Escape');
  await expect(range(page)).toHaveCount(0);
  await page.goBack();
  await expect(timeline(page)).toBeVisible();
  await linked(page, 't').toBeNull();
});

test('the detail is made wider by keys and stays so', async ({ page }) => {
  await openFailed(page);
  await page.keyboard.press('n');
  const edge = page.getByRole('separator', { name: /^Width of the detail/ });
  const before = Number(await edge.getAttribute('aria-valuenow'));
  await edge.press('ArrowLeft');
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 2));
  await page.reload();
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 2));
});

test('the ruler and the minimap move the view without choosing a range', async ({ page }) => {
  await openFailed(page);
  for (let i = 0; i < 6; i += 1) await page.keyboard.press('w');
  await linked(page, 't').not.toBeNull();
  const box = await timeline(page).boundingBox();
  if (!box) throw new Error('The timeline has no box');
  for (const y of [18, 60]) {
    const before = inLink(page, 't');
    await page.mouse.move(box.x + 700, box.y + y);
    await page.mouse.down();
    await page.mouse.move(box.x + 640, box.y + y, { steps: 4 });
    await page.mouse.up();
    await linked(page, 't').not.toBe(before);
  }
  await expect(range(page)).toHaveCount(0);
});

test('the upgrades are copied as text for a spreadsheet', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFailed(page);
  await page.getByRole('button', { name: 'Copy as TSV' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const [head = '', ...rows] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(head.split('\t')).toContain('Computrons');
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.split('\t')).toHaveLength(head.split('\t').length);
});

test('axe finds nothing serious with everything open', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openFailed(page);
    await page.keyboard.press('n');
    await page.keyboard.press('m');
    await expect(range(page)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
});
