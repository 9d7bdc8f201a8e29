import { expect, type Locator, type Page, test } from '@playwright/test';
import { approval, checks, ended, kernelReady, order, rehearse } from './support/desk';
import { pageOf } from './support/people';
import { builtManifest, ChainBefore } from './support/store';

test.setTimeout(420_000);
test.use({ actionTimeout: 30_000 });

const ALL = ['bank', 'board', 'bridge', 'contract', 'oracle', 'provisioning', 'wallet', 'zoe'];

const findings = (page: Page): Locator => page.getByRole('region', { name: 'Findings' });
const finding = (page: Page, rule: string): Locator =>
  findings(page).getByRole('listitem').filter({ hasText: rule });

async function accept(page: Page, rule: string, reason: string): Promise<void> {
  await finding(page, rule)
    .first()
    .getByRole('button', { name: /^Triage:/ })
    .click();
  await page.getByRole('menuitem', { name: /^Accept/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Accept this finding' });
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Accept finding' }).click();
  await expect(finding(page, rule)).toHaveCount(0);
}

/** Imports a store as a person does, and opens what it became. */
async function importStore(page: Page, file: string): Promise<void> {
  await page.goto('/inventories');
  const importing = page.getByRole('region', { name: 'Import an inventory' });
  await expect(importing.getByRole('button', { name: 'Choose a file…' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await importing.getByLabel('Inventory file').setInputFiles(file);
  await importing.getByRole('link', { name: 'Open inventory' }).click();
  await page.waitForURL(/\/inventories\/[^/?]+$/);
}

/** One click on what is behind makes the plan; the page of the plan is shown. */
async function planOfDrift(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Parts of the inventory' })
    .getByRole('button', { name: 'Drift' })
    .click();
  await page.getByLabel('Files of built bundles').setInputFiles(builtManifest().file);
  const drift = page.getByRole('table', { name: 'Each vat against what is built' });
  for (const vat of ALL) {
    const cell = page.getByRole('cell', { name: new RegExp(`^v\\d+ ${vat}$`) });
    await expect(drift.getByRole('row').filter({ has: cell })).toContainText('behind');
  }
  await expect(page.getByLabel('Chain')).toHaveValue('vatdeck-rehearsal');
  await page.getByLabel('Upgrade name').fill('from-drift');
  await page.getByRole('button', { name: 'Plan for all that are behind (8)' }).click();
  await page.waitForURL(/\/plans\/[^/?]+/);
}

/** The plan's policy asks for a rehearsal that tried all of it. */
async function demandCoverage(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Parts of the plan' })
    .getByRole('button', { name: 'Rules and policy' })
    .click();
  const policy = page.getByRole('region', { name: 'Approval policy' });
  await policy.getByRole('button', { name: 'Change…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approval policy' });
  await dialog.getByRole('checkbox', { name: /^A rehearsal of exactly this plan/ }).check();
  await dialog.getByRole('button', { name: 'Save policy' }).click();
  await expect(page.getByText('revision 2', { exact: true })).toBeVisible();
}

test.describe('from a chain’s store to the gate', () => {
  let chain: ChainBefore;
  test.afterAll(() => chain?.remove());

  test('import, drift, plan, rehearse, reconcile, accept, approve', async ({ page, browser }) => {
    await page.goto('/');
    await kernelReady(page);
    chain = await ChainBefore.make();
    await importStore(page, chain.store);
    await expect(page.getByText('swing-store', { exact: true })).toBeVisible();
    await planOfDrift(page);
    const planUrl = page.url();

    // Every vat that is behind has a step, by the id of the bundle that is built, in an order that keeps the rules.
    await expect(order(page).getByRole('listitem')).toHaveCount(8);
    await expect(page.getByLabel('Checked against')).toHaveValue(/.+/);
    await expect(checks(page)).not.toContainText('must hold');
    await demandCoverage(page);
    await page.goto(planUrl);
    await approval(page)
      .getByRole('button', { name: /^Request review/ })
      .click();

    // Who approves is not who made it, and meets a closed gate.
    const ada = await pageOf(browser, 'ada');
    await ada.goto(`${planUrl}?v=1&tab=review`);
    await approval(ada)
      .getByRole('button', { name: /^Approve plan/ })
      .click();
    await expect(approval(ada)).toContainText(
      'It needs a rehearsal of exactly this plan, and none has ended.',
    );

    await rehearse(page, 'New code throws');
    await ended(page, 'complete');
    const runUrl = page.url();
    const happened = page.getByRole('region', { name: 'Planned and happened' });
    const rows = happened.getByRole('table').getByRole('row');
    await expect(rows).toHaveCount(9);
    await expect(rows.filter({ hasText: 'Rolled back' })).toHaveCount(1);
    await expect(rows.filter({ hasText: 'Incarnation 0 → 1.' })).toHaveCount(7);
    await expect(happened).toContainText('Nothing: it exercised the whole plan.');
    const severed = happened.getByRole('region', { name: 'Severed subscribers' });
    await expect(severed.getByRole('listitem').filter({ hasText: 'as predicted' })).toHaveCount(7);

    await page.goto(planUrl);
    await expect(approval(page)).toContainText(/Its rehearsal has \d open blockers\./);
    await page.getByRole('region', { name: 'Newest run' }).getByRole('link').click();
    await expect(page).toHaveURL(runUrl);
    await accept(page, 'upgrade-rolled-back', 'The parameter is missing in the rehearsal on purpose.');
    await accept(page, 'core-eval-failed', 'It follows from the rolled-back upgrade.');
    await accept(page, 'wrong-bundle', 'The scenario puts the code that throws in its place.');

    await ada.reload();
    await expect(ada.getByRole('heading', { level: 1 }).getByText('approved', { exact: true })).toBeVisible();
    await ada.context().close();
  });
});
