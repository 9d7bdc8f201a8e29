import { expect, test } from '@playwright/test';
import { acceptInvitation, invite, NOBODY, PEOPLE, sessionOf, type Who } from './support/people';

test.use({ storageState: NOBODY });

const INVITED = (Object.keys(PEOPLE) as Who[]).filter((who) => who !== 'operator');

test('the first start prints a link, it makes the admin, who invites the others', async ({
  page,
  browser,
}) => {
  const link = process.env.VATDECK_FIRST_LINK ?? '';
  expect(link, 'the start printed no link').toMatch(/\/welcome#vdl_/);
  await acceptInvitation(page, link, 'operator');
  await page.goto('/settings/people');
  const table = page.getByRole('table', { name: 'People' });
  await table.getByRole('button', { name: `Actions on ${PEOPLE.operator.name}` }).click();
  await page.getByRole('menuitem', { name: 'Change roles…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Roles of/ });
  for (const role of ['Planner', 'Approver'])
    await dialog.getByRole('checkbox', { name: new RegExp(`^${role}`, 'i') }).check();
  await dialog.getByRole('button', { name: 'Change roles' }).click();

  // A change of roles ends every session, also one's own: the page asks to sign in on the spot.
  const again = page.getByRole('dialog', { name: 'You were signed out' });
  await again.getByLabel('Name or e-mail').fill(PEOPLE.operator.name);
  await again.getByLabel('Password').fill(PEOPLE.operator.password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(again).toBeHidden();
  await page.context().storageState({ path: sessionOf('operator') });

  for (const who of INVITED) {
    const invitation = await invite(page, PEOPLE[who].roles);
    const context = await browser.newContext();
    await acceptInvitation(await context.newPage(), invitation, who);
    await context.storageState({ path: sessionOf(who) });
    await context.close();
  }
  await page.goto('/settings/people');
  for (const who of INVITED)
    await expect(table.getByRole('row').filter({ hasText: PEOPLE[who].email })).toBeVisible();
});
