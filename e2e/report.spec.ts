import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { newPlan, seededPlan } from './support/desk';
import { NOBODY, pageOf, sessionOf } from './support/people';
import { receivedRun } from './support/runs';

const publication = (page: Page) => page.getByRole('region', { name: 'Publication' });
const preview = (page: Page) => page.frameLocator('iframe[title="The report as it would be published"]');

/** What axe calls serious or critical, one line each. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** A plan with a height, two clones that were upgraded, and a report of them that is open on its page. */
async function ownReport(page: Page, title: string): Promise<void> {
  const planId = await newPlan(page, title, { ...(await seededPlan(page)), target: { height: 20_999_000 } });
  await receivedRun(page, 'all-well', `${title} on validator-9.example.internal`);
  await receivedRun(page, 'throws', `${title}, candidate 2`);
  await page.goto('/reports');
  await page.getByRole('button', { name: 'New report' }).click();
  const dialog = page.getByRole('dialog', { name: 'New report' });
  await dialog.getByLabel('Plan').selectOption(planId);
  await dialog.getByRole('button', { name: 'Make report' }).click();
  await page.waitForURL(/\/reports\/[^/]+$/);
  for (const name of [`${title} on validator-9.example.internal`, `${title}, candidate 2`]) {
    const picker = page.getByLabel('Add a run of something else');
    await picker.selectOption({ label: name });
    await expect(page.getByRole('checkbox', { name: new RegExp(`^${name} `) })).toBeChecked();
  }
}

test('a report is written, looked at, published, corrected and taken back', async ({ page, browser }) => {
  await ownReport(page, 'Report journey');
  await page.getByRole('textbox', { name: 'Height' }).fill('20990000');
  await page.getByRole('textbox', { name: 'Height' }).press('Tab');
  await page.getByRole('textbox', { name: /^Seconds a block/ }).fill('6');
  await page.getByRole('textbox', { name: /^Seconds a block/ }).press('Tab');
  await page.getByRole('textbox', { name: 'Release tag' }).fill('agoric-upgrade-99');
  await page.getByRole('textbox', { name: 'Release tag' }).press('Tab');
  await expect(preview(page).getByText('agoric-upgrade-99')).toBeVisible();
  await expect(preview(page).getByText('Estimated time')).toBeVisible();
  await expect(
    preview(page)
      .getByText(/2 runs/)
      .first(),
  ).toBeVisible();
  const taken = page.getByRole('region', { name: 'Taken out before publication' });
  await expect(taken.getByText(/^validator-9\.example\.internal \(host name/)).toBeVisible();
  await expect(preview(page).getByText('validator-9')).toHaveCount(0);
  expect(await faults(page)).toEqual([]);

  await publication(page).getByRole('button', { name: 'Publish' }).click();
  const open = publication(page).getByRole('link', { name: 'Open' });
  await expect(open).toBeVisible();
  const path = (await open.getAttribute('href')) ?? '';

  // Anybody, on a phone, without scripts and without a session.
  const stranger = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    storageState: NOBODY,
  });
  const reader = await stranger.newPage();
  expect((await reader.goto(path))?.status()).toBe(200);
  await expect(reader.getByRole('heading', { level: 1 })).toContainText('for validators');
  await expect(reader.getByText('20999000', { exact: true })).toBeVisible();
  await expect(reader.getByText('rolled-back').first()).toBeVisible();

  await page.getByRole('textbox', { name: 'Commit' }).fill('98e20a0ea1');
  await page.getByRole('textbox', { name: 'Commit' }).press('Tab');
  await expect(preview(page).getByText('98e20a0ea1')).toBeVisible();
  await publication(page).getByRole('button', { name: 'Publish version 2…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish version 2' });
  await dialog.getByLabel('Reason').fill('The commit was missing.');
  await dialog.getByRole('button', { name: 'Publish correction' }).click();
  await expect(publication(page).getByRole('link', { name: 'Version 2' })).toBeVisible();
  await expect(async () => {
    await reader.goto(path);
    await expect(reader.getByText('The commit was missing.')).toBeVisible({ timeout: 500 });
  }).toPass();
  await reader.goto(`${path}/v/1`);
  await expect(reader.getByRole('status')).toContainText('Version 2 corrects this one');

  await publication(page).getByRole('button', { name: 'Revoke…' }).click();
  await publication(page).getByRole('button', { name: 'Revoke now' }).click();
  await expect(publication(page).getByText('The link was revoked: it opens nothing.')).toBeVisible();
  await expect
    .poll(async () => (await reader.goto(path))?.status(), { message: 'A revoked link still opens' })
    .toBe(404);
  const gone = await reader.textContent('body');
  await reader.goto(`/r/${'x'.repeat(32)}`);
  expect(await reader.textContent('body')).toBe(gone);
});

test('the public page prints as a document', async ({ page, browser }) => {
  await ownReport(page, 'Print journey');
  await publication(page).getByRole('button', { name: 'Publish' }).click();
  const path = (await publication(page).getByRole('link', { name: 'Open' }).getAttribute('href')) ?? '';
  const reader = await (await browser.newContext({ storageState: NOBODY })).newPage();
  await reader.goto(path);
  await reader.emulateMedia({ media: 'print' });
  await expect(reader.getByRole('navigation', { name: 'Other forms' })).toBeHidden();
  const pdf = await reader.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const printed = await reader.request.get(`${path}/report.pdf`);
  expect(printed.headers()['content-type']).toBe('application/pdf');
  expect((await printed.body()).length).toBeGreaterThan(20_000);
  await reader.emulateMedia({ media: 'screen' });
  expect(await faults(reader)).toEqual([]);
});

test('runs are compared, in kind and in amount, and the address carries them', async ({ page }) => {
  const well = await receivedRun(page, 'all-well', 'Compare: well');
  const throws = await receivedRun(page, 'throws', 'Compare: throws');
  await page.goto('/compare');
  await page.getByLabel('Add a run to side A').selectOption(well);
  await page.getByLabel('Add a run to side B').selectOption(throws);
  const kinds = page.getByRole('region', { name: 'In kind' });
  const outcome = kinds.getByRole('row').filter({ hasText: 'outcome' });
  await expect(outcome).toContainText('upgraded');
  await expect(outcome).toContainText('rolled-back');
  await expect(page).toHaveURL(new RegExp(`a=${well}&b=${throws}`));
  await page.keyboard.press('x');
  await expect(page).toHaveURL(new RegExp(`a=${throws}&b=${well}`));
  expect(await faults(page)).toEqual([]);
});

test.describe('as a viewer', () => {
  test.use({ storageState: sessionOf('vera') });

  test('a report is read and cannot be changed or published', async ({ page, browser }) => {
    const operator = await pageOf(browser, 'operator');
    await ownReport(operator, 'Viewer journey');
    await page.goto('/reports');
    await expect(page.getByRole('button', { name: 'New report' })).toHaveAttribute('aria-disabled', 'true');
    await page.goto(new URL(operator.url()).pathname);
    await expect(preview(page).getByText('A draft, not published.')).toBeVisible();
    await expect(publication(page).getByRole('button', { name: 'Publish' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    const refused = await page.request.post(`/api${new URL(page.url()).pathname}/publish`, {
      data: { hash: '0'.repeat(64) },
    });
    expect(refused.status()).toBe(403);
  });
});
