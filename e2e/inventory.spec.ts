import { existsSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { checks, order, savedAs, stepRow } from './support/desk';
import { pageOf, sessionOf } from './support/people';

const bundle = (letter: string): string => `b1-${letter.repeat(128)}`;
const file = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});

type Vat = {
  readonly id: string;
  readonly name: string;
  readonly hears?: readonly string[];
  readonly code?: string;
};

const vatJson = ({ id, name, hears = [], code = 'a' }: Vat, incarnation: number) => ({
  vatID: id,
  name,
  kind: 'dynamic',
  critical: false,
  worker: 'xsnap',
  incarnation,
  bundleID: bundle(code),
  adminNodeHolders: ['v1'],
  decides: hears.map((subscriber, at) => ({
    kpid: `kp${id.slice(1)}${at}`,
    subscribers: [subscriber],
    queued: 0,
  })),
  ephemeralExports: [],
});

/** A chain of which bank is heard by zoe and by the board, which no plan here upgrades. */
const inventory = (label: string, incarnation = 0) => ({
  schema: 'vatdeck/inventory@1',
  label,
  takenAt: null,
  chain: { chainId: 'agoric-3', height: 20_999_000, kernelSchema: 3, sdk: null },
  vats: [
    vatJson({ id: 'v8', name: 'board' }, 0),
    vatJson({ id: 'v9', name: 'zoe' }, incarnation),
    vatJson({ id: 'v14', name: 'bank', hears: ['v8', 'v9'] }, incarnation),
  ],
  terminated: [{ vatID: 'v20', name: 'old', left: { clist: 3, vatstore: 0, snapshots: 0, transcript: 0 } }],
  sources: [{ kind: 'file', name: `${label}.json`, bytes: null, sha256: null }],
});

/** What axe calls serious or critical, one line each. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const importing = (page: Page) => page.getByRole('region', { name: 'Import an inventory' });
const part = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Parts of the inventory' }).getByRole('button', { name });

/** Imports a file as a person does, and opens what it became. */
async function imported(page: Page, given: ReturnType<typeof file> | string): Promise<string> {
  await page.goto('/inventories');
  await expect(importing(page).getByRole('button', { name: 'Choose a file…' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await importing(page).getByLabel('Inventory file').setInputFiles(given);
  await importing(page).getByRole('link', { name: 'Open inventory' }).click();
  await page.waitForURL(/\/inventories\/[^/?]+$/);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Inventory');
  return new URL(page.url()).pathname;
}

test('an inventory is imported, looked at, compared with what is built, and planned for', async ({
  page,
}) => {
  await imported(page, file('journey.json', inventory('Journey chain')));
  await expect(page.getByRole('heading', { level: 1, name: 'Journey chain' })).toBeVisible();
  const vats = page.getByRole('table', { name: 'Vats that are alive' });
  await expect(vats.getByRole('row').filter({ hasText: 'bank' })).toContainText('yes');
  await expect(page.getByRole('table', { name: 'Terminated vats' })).toContainText('being deleted');

  await page.keyboard.press('/');
  await page.keyboard.type('bank');
  await expect(vats.getByRole('row')).toHaveCount(2);
  await vats.getByRole('button', { name: 'v14', exact: true }).click();
  const detail = page.getByRole('region', { name: 'v14 bank' });
  await expect(detail.getByText('from a file that does not say where it has it').first()).toBeVisible();
  await expect(detail.getByRole('table', { name: 'Who is severed' })).toContainText('v9 zoe');
  await expect(page).toHaveURL(/vat=v14&filter=bank/);
  await page.reload();
  await expect(detail).toBeVisible();
  expect(await faults(page)).toEqual([]);

  await part(page, 'Blast radius').click();
  await expect(page.getByRole('img', { name: /^v14: on the left/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show all vats' }).click();
  await expect(page.getByRole('img', { name: /^Ring of 3 vats with 2 lines/ })).toBeVisible();
  expect(await faults(page)).toEqual([]);

  await part(page, 'Drift').click();
  const built = page.getByLabel('Files of built bundles');
  await built.setInputFiles(file('broken.json', '{'));
  await expect(page.getByRole('alert').filter({ hasText: 'broken.json' })).toBeVisible();
  await built.setInputFiles(
    file('manifest.json', { bank: bundle('b'), zoe: bundle('c'), board: bundle('a') }),
  );
  const drift = page.getByRole('table', { name: 'Each vat against what is built' });
  await expect(drift.getByRole('row').filter({ hasText: 'v14 bank' })).toContainText('behind');
  await expect(drift.getByRole('row').filter({ hasText: 'v8 board' })).toContainText('current');
  expect(await faults(page)).toEqual([]);

  await page.getByLabel('Upgrade name').fill('agoric-upgrade-journey');
  await page.getByRole('button', { name: 'Plan for all that are behind (2)' }).click();
  await page.waitForURL(/\/plans\/[^/?]+/);
  await expect(page.getByLabel('Checked against')).toHaveValue(/.+/);
  const whatIf = page.getByRole('region', { name: 'What if, in this order' });
  await expect(whatIf.getByRole('table', { name: 'Who is cut off by Upgrade bank' })).toContainText(
    'must come back',
  );
  await expect(order(page).getByRole('listitem')).toHaveCount(2);
  await expect(checks(page).getByText(/board/).first()).toBeVisible();
  expect(await faults(page)).toEqual([]);

  // Whoever is upgraded later subscribes anew; moved before, it must come back by itself.
  const zoe = whatIf.getByRole('row').filter({ hasText: 'v9 zoe' });
  const before = await zoe.textContent();
  const isLater = before?.includes('upgraded later') ?? false;
  await stepRow(page, 'Upgrade zoe').focus();
  await page.keyboard.press(isLater ? 'Alt+ArrowUp' : 'Alt+ArrowDown');
  await expect(zoe).toContainText(isLater ? 'upgraded before' : 'upgraded later');
  await savedAs(page, 2);
});

test('two inventories are compared in words', async ({ page }) => {
  await imported(page, file('before.json', inventory('Compared, before')));
  await imported(page, file('after.json', inventory('Compared, after', 1)));
  await part(page, 'Compare').click();
  const before = page.getByLabel('Before: compare with');
  const option = before.getByRole('option', { name: /^Compared, before/ });
  await before.selectOption({ label: (await option.textContent()) ?? '' });
  await expect(page.getByText('v14 bank: incarnation changed from 0 to 1.')).toBeVisible();
  await expect(page).toHaveURL(/tab=compare&with=/);
  expect(await faults(page)).toEqual([]);
});

test('an export of a swing-store and an inventory are merged into a third', async ({ page }) => {
  const options = (name: string): string => JSON.stringify({ name, workerOptions: { type: 'xsnap' } });
  const keys = {
    'v10.options': options('bank'),
    'vat.dynamicIDs': '["v10"]',
    'vat.names': '[]',
    version: '3',
  };
  const lines = Object.entries(keys).map(([key, value]) => JSON.stringify([`kv.${key}`, value]));
  await imported(page, file('known.json', inventory('Known before')));
  await imported(page, file('export-data.jsonl', `${lines.join('\n')}\n`));
  await expect(page.getByText('export', { exact: true })).toBeVisible();
  const vats = page.getByRole('table', { name: 'Vats that are alive' });
  await expect(vats.getByRole('row').filter({ hasText: 'bank' })).toContainText('v10');

  await page.getByRole('button', { name: 'More on this inventory' }).click();
  await page.getByRole('menuitem', { name: 'Merge with another…' }).click();
  const merging = page.getByRole('dialog', { name: 'Merge with another' });
  const known = merging.getByLabel('The other').getByRole('option', { name: /^Known before/ });
  await merging.getByLabel('The other').selectOption({ label: (await known.textContent()) ?? '' });
  expect(await faults(page)).toEqual([]);
  await merging.getByRole('button', { name: 'Make inventory' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'export-data.jsonl + Known before' }),
  ).toBeVisible();
  await expect(page.getByText('export + file')).toBeVisible();
  await expect(vats.getByRole('row')).toHaveCount(5);
});

test('a file that is none says why, and what to do', async ({ page }) => {
  await page.goto('/inventories');
  await expect(importing(page).getByRole('button', { name: 'Choose a file…' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await importing(page).getByLabel('Inventory file').setInputFiles(file('holiday.txt', 'not a store at all'));
  await expect(importing(page).getByRole('alert')).toContainText('Import a swing-store');
  await importing(page).getByRole('button', { name: 'Close' }).click();
  await expect(importing(page).getByRole('button', { name: 'Choose a file…' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'holiday.txt' })).toHaveCount(0);
});

test('a real swing-store is read', async ({ page }) => {
  const store = path.resolve('../shared/domain/samples/inventory-before.sqlite');
  test.skip(!existsSync(store), 'The stores of real chains are not beside the repository.');
  await imported(page, store);
  await expect(page.getByText('swing-store', { exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Vats that are alive' }).getByRole('row')).not.toHaveCount(1);
});

test.describe('as a viewer', () => {
  test.use({ storageState: sessionOf('vera') });

  test('an inventory is read and cannot be changed', async ({ page, browser }) => {
    const operator = await pageOf(browser, 'operator');
    const address = await imported(operator, file('seen.json', inventory('Seen by viewers')));
    await page.goto('/inventories');
    const choose = importing(page).getByRole('button', { name: 'Choose a file…' });
    await expect(choose).toHaveAttribute('aria-disabled', 'true');
    await expect(choose).toHaveAccessibleDescription(/^Only a planner or an admin may import an inventory/);
    await page.goto(`${address}?v=1&tab=drift`);
    await expect(page.getByRole('button', { name: 'Give built bundles…' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    const refused = await page.request.post(`/api${address}/bundles`, {
      data: { files: [{ name: 'a', text: '{}' }] },
    });
    expect(refused.status()).toBe(403);
  });
});
