import { expect, test } from '@playwright/test';
import { analysisOf, ended, kernelReady, ownApprovable, ownPlan, rehearse } from './support/desk';

test('orders by keyboard, approves that order, rehearses it and sees it happen in that order', async ({
  page,
}) => {
  test.setTimeout(420_000);
  const planId = await ownApprovable(page, 'Zoe before board');
  await page.goto(`/plans/${planId}`);
  await kernelReady(page);
  const order = page.getByRole('list', { name: 'Order of steps' });
  const zoe = order.getByRole('button', { name: /^Upgrade zoe, position/ });
  await zoe.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(order.getByRole('button', { name: 'Upgrade zoe, position 3 of 6' })).toBeFocused();
  await expect(page.getByText('saved · revision 2')).toBeVisible();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(order.getByRole('button', { name: 'Upgrade zoe, position 2 of 6' })).toBeFocused();
  await expect(page.getByText('saved · revision 3')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(order.getByRole('button', { name: 'Upgrade zoe, position 3 of 6' })).toBeVisible();
  await expect(page.getByText('saved · revision 4')).toBeVisible();

  const approval = page.getByRole('region', { name: 'Approval' });
  await approval.getByRole('button', { name: 'Request review' }).click();
  await approval.getByRole('button', { name: 'Approve plan' }).click();
  await expect(approval.getByText('approved', { exact: true }).first()).toBeVisible();

  await rehearse(page, 'All well');
  await expect(page.getByText('approved before the start')).toBeVisible();
  await ended(page, 'complete');
  const { upgrades } = await analysisOf(page);
  expect(upgrades.map(({ name }) => name)).toEqual([
    'bridge',
    'bank',
    'zoe',
    'board',
    'provisioning',
    'contract',
  ]);
});

test('strikes an approval when the order changes, and restores none by itself', async ({ page }) => {
  const planId = await ownApprovable(page, 'Stale after a move');
  await page.goto(`/plans/${planId}`);
  const approval = page.getByRole('region', { name: 'Approval' });
  await approval.getByRole('button', { name: 'Request review' }).click();
  await approval.getByRole('button', { name: 'Approve plan' }).click();
  await expect(approval.getByText('approved', { exact: true }).first()).toBeVisible();
  const board = page.getByRole('button', { name: /^Upgrade board, position/ });
  await board.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByText('saved · revision 2')).toBeVisible();
  await expect(approval.getByText(/stale/i).first()).toBeVisible();
  await expect(approval.getByRole('button', { name: 'Approve plan' })).not.toHaveAttribute('aria-disabled');
});

test('refuses an approval of an order that is no longer the plan, and shows the new one', async ({
  page,
}) => {
  const planId = await ownPlan(page, 'Approve against edit');
  const before = await (await page.request.get(`/api/plans/${planId}`)).json();
  const moved = { ...before.plan, steps: [...before.plan.steps].reverse() };
  const saved = await page.request.put(`/api/plans/${planId}`, {
    data: { plan: moved, baseRevision: before.revisionNo },
  });
  expect(saved.ok()).toBe(true);
  const late = await page.request.post(`/api/plans/${planId}/approvals`, {
    data: { digest: before.digest, decision: 'approve' },
  });
  expect(late.status()).toBe(409);
  const after = await (await page.request.get(`/api/plans/${planId}`)).json();
  expect(after.approved).toBe(false);
  expect(after.approvals).toEqual([]);
  const lost = await page.request.put(`/api/plans/${planId}`, {
    data: { plan: before.plan, baseRevision: before.revisionNo },
  });
  expect(lost.status()).toBe(409);
});
