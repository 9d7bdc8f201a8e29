import { expect, type Page, test } from '@playwright/test';
import { approval, checks, newPlan, order, savedAs, seededPlan, stepRow } from './support/desk';
import { pageOf } from './support/people';

/** A plan of paul's that two approvers must approve. */
async function planOfPaul(paul: Page, title: string): Promise<string> {
  await paul.goto('/');
  const seeded = await seededPlan(paul);
  const needs = [{ roles: ['approver', 'admin'], count: 2 }];
  return newPlan(paul, title, { ...seeded, policy: { ...seeded.policy, needs } });
}

const button = (page: Page, name: RegExp) => approval(page).getByRole('button', { name });
const stateOf = (page: Page, word: string) =>
  page.getByRole('heading', { level: 1 }).getByText(word, { exact: true });

test('a planner asks, two approvers approve; an edit makes it stale; both approve what changed', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const [paul, ada, abe] = await Promise.all([
    pageOf(browser, 'paul'),
    pageOf(browser, 'ada'),
    pageOf(browser, 'abe'),
  ]);
  const planId = await planOfPaul(paul, 'Approved by two');
  await paul.goto(`/plans/${planId}`);
  await button(paul, /^Request review/).click();
  await expect(stateOf(paul, 'in review')).toBeVisible();
  await expect(button(paul, /^Approve plan/)).toHaveAttribute('aria-disabled', 'true');

  await ada.goto('/');
  const waits = ada.getByRole('list', { name: 'Waits for you' });
  await expect(waits.getByRole('listitem').filter({ hasText: 'Approved by two' })).toContainText(
    'It waits for your approval.',
  );
  await waits.getByRole('link', { name: 'Approved by two' }).click();
  await expect(ada.getByText('Never approved before')).toBeVisible();
  await button(ada, /^Approve plan/).click();
  await expect(approval(ada).getByText('1 of 2')).toBeVisible();
  await abe.goto(`/plans/${planId}?v=1&tab=review`);
  await button(abe, /^Approve plan/).click();
  await expect(stateOf(abe, 'approved')).toBeVisible();

  await paul.reload();
  await stepRow(paul, 'Upgrade zoe').focus();
  await paul.keyboard.press('Alt+ArrowUp');
  await savedAs(paul, 2);
  await expect(approval(paul).getByText(/stale/)).toHaveCount(2);

  // Abe still reads the page: nothing is decided on before he looked at what changed.
  const changed = abe.getByRole('alert').filter({ hasText: 'changed the plan while you read it' });
  await expect(changed).toContainText('Upgrade zoe');
  await expect(button(abe, /^Approve plan/)).toHaveAttribute('aria-disabled', 'true');
  await changed.getByRole('button', { name: 'I have seen it' }).click();
  await expect(abe.getByText('Changed since the approved revision 1')).toBeVisible();
  await button(abe, /^Approve plan/).click();
  await expect(approval(abe).getByText('1 of 2')).toBeVisible();
  await ada.goto(`/plans/${planId}?v=1&tab=review`);
  await button(ada, /^Approve plan/).click();
  await expect(stateOf(ada, 'approved')).toBeVisible();
  await Promise.all([paul, ada, abe].map((page) => page.context().close()));
});

test('an approver waives a broken rule with a reason, a decline blocks until it is withdrawn', async ({
  browser,
}) => {
  const [paul, ada] = await Promise.all([pageOf(browser, 'paul'), pageOf(browser, 'ada')]);
  await paul.goto('/');
  const seeded = await seededPlan(paul);
  const constraint = {
    id: 'own',
    first: { vat: 'contract' },
    // biome-ignore lint/suspicious/noThenProperty: it is how a plan names it
    then: { vat: 'bridge' },
    strength: 'hard',
    reason: 'The contract is first',
    link: null,
  };
  const planId = await newPlan(paul, 'Waived', { ...seeded, constraints: [constraint] });
  await paul.goto(`/plans/${planId}`);
  await button(paul, /^Request review/).click();
  await expect(checks(paul).getByRole('button', { name: /^Waive/ })).toHaveAttribute('aria-disabled', 'true');

  await ada.goto(`/plans/${planId}`);
  await expect(button(ada, /^Approve plan/)).toHaveAttribute('aria-disabled', 'true');
  await checks(ada)
    .getByRole('button', { name: /^Waive/ })
    .click();
  await ada.getByLabel('Reason').fill('Tested on a clone');
  await ada.getByRole('button', { name: 'Waive rule' }).click();
  await expect(checks(ada).getByText('“Tested on a clone”', { exact: false })).toBeVisible();
  await button(ada, /^Decline/).click();
  await ada.getByLabel('Reason').fill('Zoe must come first');
  await ada.getByRole('dialog').getByRole('button', { name: 'Decline plan' }).click();
  await expect(stateOf(ada, 'declined')).toBeVisible();
  await button(ada, /^Withdraw my decision/).click();
  await button(ada, /^Approve plan/).click();
  await expect(stateOf(ada, 'approved')).toBeVisible();
  await Promise.all([paul, ada].map((page) => page.context().close()));
});

test('a viewer sees everything and changes nothing: every button says why', async ({ browser }) => {
  const [paul, vera] = await Promise.all([pageOf(browser, 'paul'), pageOf(browser, 'vera')]);
  const planId = await planOfPaul(paul, 'Seen by a viewer');
  await vera.goto('/plans');
  await expect(vera.getByRole('button', { name: /^New plan/ })).toHaveAttribute('aria-disabled', 'true');
  await vera.goto(`/plans/${planId}`);
  for (const name of [/^Request review/, /^Approve plan/, /^Decline/])
    await expect(button(vera, name)).toHaveAttribute('aria-disabled', 'true');
  for (const name of [/^Add step/, /^Order for me/, /^Edit facts/, /^Rehearse/, /^Actions on Upgrade zoe/])
    await expect(vera.getByRole('main').getByRole('button', { name }).first()).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  await expect(vera.getByText(/^Only .* may /).first()).toBeVisible();
  await stepRow(vera, 'Upgrade zoe').focus();
  await vera.keyboard.press('Alt+ArrowUp');
  await vera.keyboard.press('Delete');
  await expect(order(vera).getByRole('button', { name: 'Upgrade zoe, position 4 of 6' })).toBeVisible();
  await vera.getByRole('button', { name: 'Comment on Upgrade zoe' }).click();
  await vera.getByLabel('Your comment').fill('Why not earlier?');
  await vera.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(vera.getByRole('list', { name: 'Comments' })).toContainText('Why not earlier?');
  const refused = await vera.request.post(`/api/plans/${planId}/review`, {
    data: { digest: '0'.repeat(64) },
  });
  expect(refused.status()).toBe(403);
  await Promise.all([paul, vera].map((page) => page.context().close()));
});
