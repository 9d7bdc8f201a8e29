import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { approval, ended, kernelReady, newPlan, rehearse, seededPlan } from './support/desk';
import { pageOf } from './support/people';

test.setTimeout(420_000);

const findings = (page: Page): Locator => page.getByRole('region', { name: 'Findings' });
const finding = (page: Page, rule: string): Locator =>
  findings(page).getByRole('listitem').filter({ hasText: rule });
const stateOf = (page: Page, word: string): Locator =>
  page.getByRole('heading', { level: 1 }).getByText(word, { exact: true });

async function triage(page: Page, rule: string, act: RegExp): Promise<void> {
  await finding(page, rule)
    .first()
    .getByRole('button', { name: /^Triage:/ })
    .click();
  await page.getByRole('menuitem', { name: act }).click();
}

async function accept(page: Page, rule: string, reason: string): Promise<void> {
  await triage(page, rule, /^Accept/);
  const dialog = page.getByRole('dialog', { name: 'Accept this finding' });
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Accept finding' }).click();
  await expect(finding(page, rule)).toHaveCount(0);
}

/** A plan that is approved but for its rehearsal, which must have tried all of it. */
async function gated(page: Page, title: string): Promise<string> {
  await page.goto('/');
  const seeded = await seededPlan(page);
  const policy = { ...seeded.policy, excludeEditors: false, needsCoverage: true };
  return newPlan(page, title, { ...seeded, policy });
}

test('a failed rehearsal closes the gate; accepting its blockers opens it; a viewer may not', async ({
  page,
  browser,
}) => {
  const planId = await gated(page, 'Gated by its rehearsal');
  await page.goto(`/plans/${planId}?v=1&tab=review`);
  await kernelReady(page);
  await approval(page)
    .getByRole('button', { name: /^Request review/ })
    .click();
  await approval(page)
    .getByRole('button', { name: /^Approve plan/ })
    .click();
  await expect(approval(page)).toContainText(
    'It needs a rehearsal of exactly this plan, and none has ended.',
  );
  await page.goto(`/plans/${planId}`);
  await rehearse(page, 'New code throws');
  await ended(page, 'complete');
  const runUrl = page.url();

  const happened = page.getByRole('region', { name: 'Planned and happened' });
  await expect(happened.getByRole('row').filter({ hasText: 'bank' })).toContainText('Rolled back');
  await expect(happened).toContainText('Nothing: it exercised the whole plan.');

  // Who may only read sees the same, and why nothing can be said.
  const vera = await pageOf(browser, 'vera');
  await vera.goto(runUrl);
  await finding(vera, 'upgrade-rolled-back')
    .first()
    .getByRole('button', { name: /^Triage:/ })
    .click();
  const refused = vera.getByRole('menuitem', { name: /^Accept/ });
  await expect(refused).toHaveAttribute('aria-disabled', 'true');
  await expect(refused).toContainText('Only a planner, an approver or an admin may');
  const direct = await vera.request.post(`/api/runs/${/runs\/([^/?]+)/.exec(runUrl)?.[1]}/triage`, {
    data: { kind: 'accepted', finding: { rule: 'r', vat: null, pattern: 'p' }, reason: 'I say so' },
  });
  expect(direct.status()).toBe(403);

  await accept(page, 'upgrade-rolled-back', 'The parameter is missing in the rehearsal on purpose.');
  await page.goto(`/plans/${planId}`);
  await expect(approval(page)).toContainText('Its rehearsal has 1 open blocker.');
  await page.getByRole('region', { name: 'Newest run' }).getByRole('link').click();
  await accept(page, 'core-eval-failed', 'It follows from the rolled-back upgrade.');
  await findings(page).getByRole('radio', { name: 'Accepted 2' }).click();
  await expect(finding(page, 'core-eval-failed')).toContainText('It follows from the rolled-back upgrade.');

  // A warning's pattern is noise; what that hides is said before.
  await findings(page).getByRole('radio', { name: /^Open/ }).click();
  await triage(page, 'subscriber-gave-up', /^Mark as noise/);
  const noise = page.getByRole('dialog', { name: 'Mark as noise' });
  await expect(noise).toContainText(/Hides \d+ like this in this run\./);
  await noise.getByLabel('Reason').fill('The oracle is meant to give up.');
  await noise.getByRole('button', { name: 'Mark as noise' }).click();
  await expect(findings(page).getByRole('radio', { name: /^Noise [1-9]/ })).toBeVisible();

  await page.goto(`/plans/${planId}`);
  await expect(stateOf(page, 'approved')).toBeVisible();
  await page.goto(runUrl);
  await findings(page).getByRole('radio', { name: 'Accepted 2' }).click();
  await triage(page, 'core-eval-failed', /^Take the acceptance back/);
  await page.goto(`/plans/${planId}`);
  await expect(stateOf(page, 'in review')).toBeVisible();
  await vera.close();
});

test('findings are reached with the keyboard alone, and their panels have no serious fault', async ({
  page,
}) => {
  const planId = await gated(page, 'Marked by keyboard');
  await page.goto(`/plans/${planId}`);
  await kernelReady(page);
  await rehearse(page, 'New code throws');
  await ended(page, 'complete');
  const button = finding(page, 'upgrade-rolled-back').getByRole('button', { name: /^Triage:/ });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: /^Accept/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id }) => id)).toEqual([]);
});
