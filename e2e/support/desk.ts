import { expect, type Locator, type Page } from '@playwright/test';

/** The page's own words, so that a journey reads as a person would tell it. */

/** Waits until the built-in rehearsal's kernel is there: the first start on a machine builds it. */
export async function kernelReady(page: Page): Promise<void> {
  await expect
    .poll(
      async () =>
        (await (await page.request.get(new URL('/api/status', page.url()).href)).json()).kernel.state,
      {
        timeout: 300_000,
        message: 'The rehearsal kernel was not prepared',
      },
    )
    .toBe('ready');
}

/** Presses Rehearse on the page that shows a plan, chooses what to inject, starts, and lands on the run's page. */
export async function rehearse(page: Page, scenario: string): Promise<void> {
  const button = page.getByRole('main').getByRole('button', { name: 'Rehearse' });
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'Rehearse' });
  await dialog.getByRole('radio', { name: scenario }).check();
  await dialog.getByRole('button', { name: 'Start rehearsal' }).click();
  await page.waitForURL(/\/runs\/[^/?]+/);
}

export const status = (page: Page): Locator => page.getByRole('region', { name: 'Status' });

/** The row of the status board for one vat. */
export const boardRow = (page: Page, vat: string): Locator =>
  status(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: vat, exact: true }) });

/** Waits for the run's end as the tab says it: the state stands before everything else in its title. */
export async function ended(page: Page, word: 'complete' | 'incomplete' | 'failed'): Promise<void> {
  await expect(page).toHaveTitle(new RegExp(`^. ${word} `), { timeout: 90_000 });
}

/** The document the server holds for the run that the page shows. */
export async function analysisOf(page: Page): Promise<{
  upgrades: {
    name: string;
    outcome: string;
    step: string | null;
    incarnationAfter: number | null;
    startLine: number;
    runIndex: number | null;
  }[];
  findings: { rule: string; line: number; severity: string }[];
}> {
  const runId = /\/runs\/([^/?]+)/.exec(page.url())?.[1];
  return (await page.request.get(new URL(`/api/runs/${runId}/analysis`, page.url()).href)).json();
}

/** A plan of this test's own, so that journeys do not meet in one. */
export async function ownPlan(page: Page, title: string): Promise<string> {
  return newPlan(page, title, await seededPlan(page));
}

type DrawnPlan = Record<string, unknown> & {
  policy: Record<string, unknown>;
  steps: { id: string; title: string }[];
};

/** The plan that a new installation starts with. */
export async function seededPlan(page: Page): Promise<DrawnPlan> {
  const plans: { id: string; author: string }[] = await (await page.request.get('/api/plans')).json();
  const seeded = plans.find(({ author }) => author === 'vatdeck');
  return (await (await page.request.get(`/api/plans/${seeded?.id}`)).json()).plan;
}

/** Makes a plan by the door that the page uses. */
export async function newPlan(page: Page, title: string, plan: unknown): Promise<string> {
  const made = await page.request.post('/api/plans', { data: { title, plan } });
  expect(made.status()).toBe(201);
  return (await made.json()).id;
}

/** A plan whose editors may approve it themselves, for journeys of one person. */
export async function ownApprovable(page: Page, title: string): Promise<string> {
  const plan = await seededPlan(page);
  return newPlan(page, title, { ...plan, policy: { ...plan.policy, excludeEditors: false } });
}

export const order = (page: Page): Locator => page.getByRole('list', { name: 'Order of steps' });
export const stepRow = (page: Page, title: string): Locator =>
  order(page).getByRole('button', { name: new RegExp(`^${title}, position`) });
export const approval = (page: Page): Locator => page.getByRole('region', { name: 'Approval' });
export const checks = (page: Page): Locator => page.getByRole('region', { name: 'Checks' });

/** Waits until what is shown is saved as that revision. */
export const savedAs = (page: Page, revision: number): Promise<void> =>
  expect(page.getByText(`saved · revision ${revision}`)).toBeVisible();
