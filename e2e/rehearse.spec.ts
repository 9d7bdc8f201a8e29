import { expect, test } from '@playwright/test';
import { analysisOf, boardRow, ended, kernelReady, ownPlan, rehearse } from './support/desk';
import { OwnServer } from './support/server';

const VATS = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'];

test.describe('a newcomer rehearses', () => {
  test.setTimeout(420_000);

  test('sees a real kernel upgrade six vats one after the other', async ({ page }) => {
    const server = await OwnServer.start({ VATDECK_PREPARE: 'on' });
    await server.signIn(page.context());
    await page.goto(server.url);
    await kernelReady(page);
    await rehearse(page, 'All well');
    const pressed = Date.now();
    await expect(boardRow(page, 'bridge').getByText('upgraded')).toBeVisible({ timeout: 30_000 });
    test.info().annotations.push({ type: 'first upgrade seen', description: `${Date.now() - pressed} ms` });
    await expect(page.getByText('streaming').first()).toBeVisible();
    for (const vat of VATS) {
      await expect(boardRow(page, vat).getByText('upgraded')).toBeVisible({ timeout: 60_000 });
      await expect(boardRow(page, vat)).toContainText('0 → 1');
    }
    await ended(page, 'complete');
    await expect(page).toHaveTitle(/complete/);
    const { upgrades } = await analysisOf(page);
    expect(upgrades.map(({ name }) => name)).toEqual(VATS);
    expect(new Set(upgrades.map(({ runIndex }) => runIndex)).size).toBe(VATS.length);
    await server.stop();
  });

  test('sees an upgrade fail, selects the finding and reads the line that proves it', async ({ page }) => {
    await page.goto(`/plans/${await ownPlan(page, 'One fails')}`);
    await kernelReady(page);
    await rehearse(page, 'New code throws');
    await ended(page, 'complete');
    await expect(boardRow(page, 'bank').getByText('rolled back')).toBeVisible();
    await expect(boardRow(page, 'zoe').getByText('upgraded')).toBeVisible();
    const { findings, upgrades } = await analysisOf(page);
    const found = findings.find(({ rule }) => rule === 'upgrade-rolled-back');
    expect(found?.severity).toBe('blocker');
    expect(upgrades.find(({ name }) => name === 'bank')?.incarnationAfter).toBe(0);
    const findingsPanel = page.getByRole('region', { name: 'Findings' });
    await findingsPanel.getByRole('button', { name: /upgrade-rolled-back/ }).click();
    const line = page.getByRole('region', { name: /^Line / });
    await expect(line).toContainText(`Line ${found?.line.toLocaleString('en')}`);
    await expect(line).toContainText('"type"');
    // What was selected is in the link: somebody else opens the same.
    await expect(page).toHaveURL(new RegExp(`line=${found?.line}`));
    const other = await page.context().newPage();
    await other.goto(page.url());
    await expect(other.getByRole('region', { name: /^Line / })).toContainText(
      `Line ${found?.line.toLocaleString('en')}`,
    );
    await other.close();
  });

  test('joins late and sees the same as the one who watched from the start', async ({ page, context }) => {
    await page.goto(`/plans/${await ownPlan(page, 'Joined late')}`);
    await kernelReady(page);
    await rehearse(page, 'Killed and restarted');
    await expect(boardRow(page, 'bridge').getByText('upgraded')).toBeVisible({ timeout: 30_000 });
    const late = await context.newPage();
    await late.goto(page.url());
    await ended(page, 'complete');
    await ended(late, 'complete');
    const rows = (p: typeof page) =>
      p.getByRole('region', { name: 'Status' }).getByRole('row').allInnerTexts();
    const seen = await rows(page);
    expect(seen).toHaveLength(VATS.length + 1);
    await expect.poll(() => rows(late)).toEqual(seen);
    await late.reload();
    await ended(late, 'complete');
    await expect.poll(() => rows(late)).toEqual(seen);
    await late.close();
  });
});
