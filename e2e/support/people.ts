import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { ADMIN } from '../../lib/dev/first-admin.mjs';

/** The people of the journeys. The operator has every role; the others show what one role may. */
export const PEOPLE = {
  operator: { ...ADMIN, roles: ['planner', 'approver', 'admin'] },
  vera: { name: 'vera', email: 'vera@deck.example', password: 'vera reads it all', roles: ['viewer'] },
  paul: { name: 'paul', email: 'paul@deck.example', password: 'paul plans it all', roles: ['planner'] },
  ada: { name: 'ada', email: 'ada@deck.example', password: 'ada approves it', roles: ['approver'] },
  abe: { name: 'abe', email: 'abe@deck.example', password: 'abe approves too', roles: ['approver'] },
} as const;
export type Who = keyof typeof PEOPLE;

/** Where the session of somebody is kept between tests: `test.use({ storageState: sessionOf('vera') })`. */
export const sessionOf = (who: Who): string =>
  path.join(process.env.E2E_DATA_DIR ?? '', `session-${who}.json`);

export const NOBODY = { cookies: [], origins: [] };

/** Fills the page of a one-time link as its owner would, and lands at home. */
export async function acceptInvitation(page: Page, link: string, who: Who): Promise<void> {
  const { name, email, password } = PEOPLE[who];
  await page.goto(link);
  await page.getByLabel('Name', { exact: false }).fill(name);
  await page.getByLabel('E-mail', { exact: false }).fill(email);
  await page.getByLabel('Password', { exact: false }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('button', { name: `Account of ${name}` })).toBeVisible();
}

/** Invites somebody as an admin does on the people page; answers the link. */
export async function invite(page: Page, roles: readonly string[]): Promise<string> {
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Invite…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  for (const role of ['viewer', 'planner', 'approver', 'admin'])
    await dialog
      .getByRole('checkbox', { name: new RegExp(`^${role}`, 'i') })
      .setChecked(roles.includes(role));
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const link = await dialog.getByText(/\/welcome#vdl_/).textContent();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return link ?? '';
}

/** A page of somebody who signed in before, in a browser of their own. */
export async function pageOf(browser: Browser, who: Who): Promise<Page> {
  const context = await browser.newContext({ storageState: sessionOf(who) });
  return context.newPage();
}
