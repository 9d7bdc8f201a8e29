import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { invite, NOBODY, PEOPLE, pageOf, sessionOf, type Who } from './support/people';

const PASSWORD = 'long enough for a test';

/** Fills the sign-in form and presses Enter, as hands do. */
async function signIn(page: Page, who: string, password: string): Promise<void> {
  await page.getByLabel('Name or e-mail').fill(who);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('Password').press('Enter');
}

/** Opens a one-time link in a browser of its own and becomes somebody new, so that the people of other journeys stay as they are. */
async function join(browser: Browser, link: string, name: string): Promise<Page> {
  const page = await (await browser.newContext(NOBODY_HERE)).newPage();
  await page.goto(link);
  await page.getByLabel('Name', { exact: false }).fill(name);
  await page.getByLabel('E-mail', { exact: false }).fill(`${name}@deck.example`);
  await page.getByLabel('Password', { exact: false }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(account(page, name)).toBeVisible();
  return page;
}

const NOBODY_HERE = { storageState: NOBODY };
const account = (page: Page, name: string) => page.getByRole('button', { name: `Account of ${name}` });
const alert = (page: Page) => page.getByRole('alert').filter({ hasText: /\S/ });

async function askAbout(page: Page, name: string, act: string): Promise<void> {
  await page
    .getByRole('table', { name: 'People' })
    .getByRole('button', { name: `Actions on ${name}` })
    .click();
  await page.getByRole('menuitem', { name: act }).click();
}

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test.describe('somebody who is not signed in', () => {
  test.use(NOBODY_HERE);

  test('is asked to, is told what is wrong, loses nothing, and lands on the view they asked for', async ({
    page,
  }) => {
    await page.goto('/audit?actor=vera');
    await expect(page).toHaveURL('/sign-in?next=%2Faudit%3Factor%3Dvera');
    await signIn(page, PEOPLE.vera.name, 'not her password');
    await expect(alert(page)).toContainText('do not belong together');
    await expect(page.getByLabel('Name or e-mail')).toHaveValue(PEOPLE.vera.name);
    await expect(page.getByLabel('Password')).toBeFocused();
    await signIn(page, PEOPLE.vera.email.toUpperCase(), PEOPLE.vera.password);
    await expect(page).toHaveURL('/audit?actor=vera');
    await expect(account(page, 'vera')).toBeVisible();
  });

  test('is sent to no other host', async ({ page, baseURL }) => {
    await page.goto('/sign-in?next=//evil.example/plans');
    await signIn(page, PEOPLE.vera.name, PEOPLE.vera.password);
    await expect(page).toHaveURL(`${baseURL}/`);
  });

  test('guesses a password some times, and is then told when to come back', async ({ page }) => {
    await page.goto('/sign-in');
    for (let guess = 0; guess < 10; guess += 1)
      await page.request.post('/api/sign-in', { data: { who: 'nobody of this name', password: 'x' } });
    await signIn(page, 'nobody of this name', 'x');
    await expect(alert(page)).toContainText(/too often.*Try again in \d+ min/);
  });

  test('opens a link that is none, and is told what to do', async ({ page }) => {
    await page.goto('/welcome#vdl_nothing');
    await expect(page.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible();
    await expect(alert(page)).toContainText('Ask an admin for another link.');
  });
});

test('an admin invites somebody; the link works once, and not when it was taken back', async ({
  page,
  browser,
}) => {
  const link = await invite(page, ['viewer', 'planner']);
  const ivo = await join(browser, link, 'ivo');
  await account(ivo, 'ivo').click();
  await expect(ivo.getByRole('menu')).toContainText('a viewer and a planner');
  await ivo.context().close();

  const late = await (await browser.newContext(NOBODY_HERE)).newPage();
  await late.goto(link);
  await expect(alert(late)).toContainText('was used already');

  const second = await invite(page, ['viewer']);
  const open = page.getByRole('table', { name: 'Open links' });
  await open
    .getByRole('button', { name: /^Take back/ })
    .first()
    .click();
  await expect(page.getByText('No link waits to be used.')).toBeVisible();
  await late.goto('about:blank');
  await late.goto(second);
  await expect(alert(late)).toContainText('was taken back');
  await late.context().close();
});

test('the last admin stays one: role and ban are there, off, and say why', async ({ page }) => {
  await page.goto('/settings/people');
  const why = 'is the last admin; make somebody else admin first.';
  await askAbout(page, PEOPLE.operator.name, 'Change roles…');
  const admin = page.getByRole('checkbox', { name: 'admin' });
  await expect(admin).toHaveAccessibleDescription(new RegExp(why));
  await admin.click({ force: true });
  await expect(admin).toBeChecked();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: `Actions on ${PEOPLE.operator.name}` }).click();
  const ban = page.getByRole('menuitem', { name: /^Ban…/ });
  await expect(ban).toHaveAttribute('aria-disabled', 'true');
  await expect(ban).toContainText(why);
});

test('whoever is banned is out at once, is told the reason, and comes back when it is lifted', async ({
  page,
  browser,
}) => {
  const bea = await join(browser, await invite(page, ['viewer']), 'bea');
  await askAbout(page, 'bea', 'Ban…');
  await page.getByLabel('Reason').fill('key on a lost laptop');
  await page.getByRole('button', { name: 'Ban', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'bea@deck.example' });
  await expect(row).toContainText('Banned');
  await expect(row).toContainText('key on a lost laptop');

  await expect(bea.getByRole('dialog', { name: 'You were signed out' })).toBeVisible();
  await signIn(bea, 'bea', PASSWORD);
  await expect(alert(bea)).toContainText('This account is banned: key on a lost laptop');

  await askAbout(page, 'bea', 'Lift the ban');
  await expect(row).not.toContainText('Banned');
  await signIn(bea, 'bea', PASSWORD);
  await expect(bea.getByRole('dialog')).toBeHidden();
  await bea.context().close();
});

test('a forgotten password: an admin makes a link, and the old password works no more', async ({
  page,
  browser,
}) => {
  const fay = await join(browser, await invite(page, ['viewer']), 'fay');
  await askAbout(page, 'fay', 'New password…');
  const dialog = page.getByRole('dialog', { name: 'New password for fay' });
  await dialog.getByRole('button', { name: 'Make link' }).click();
  await fay.goto((await dialog.getByText(/\/welcome#vdl_/).textContent()) ?? '');
  await expect(fay.getByRole('heading', { name: 'New password for fay' })).toBeVisible();
  await fay.getByLabel('Password', { exact: false }).fill('quite another one');
  await fay.getByRole('button', { name: 'Show what is typed' }).click();
  await expect(fay.getByLabel('Password', { exact: false })).toHaveAttribute('type', 'text');
  await fay.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(account(fay, 'fay')).toBeVisible();
  const old = await fay.request.post('/api/sign-in', { data: { who: 'fay', password: PASSWORD } });
  expect(old.status()).toBe(401);
  await fay.context().close();
});

test.describe('a viewer', () => {
  test.use({ storageState: sessionOf('vera') });

  test('sees what others may do, off, with the reason', async ({ page }) => {
    await page.goto('/plans');
    const make = page.getByRole('button', { name: 'New plan' });
    await expect(make).toHaveAttribute('aria-disabled', 'true');
    await expect(make).toHaveAccessibleDescription(
      'Only a planner or an admin may make a plan; you are a viewer.',
    );
    await account(page, 'vera').press('Enter');
    await expect(page.getByRole('menuitem', { name: /^People/ })).toContainText('Only an admin may');
    await page.goto('/settings/people');
    await expect(page.getByText('Only an admin may')).toBeVisible();
    expect((await page.request.get('/api/people')).status()).toBe(403);
  });

  test('makes an API token that may no more than she, and revokes it', async ({ page }) => {
    await page.goto('/settings/tokens');
    await page.getByRole('button', { name: 'New token…' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New API token' });
    await expect(dialog.getByRole('checkbox', { name: 'planner' })).toHaveAccessibleDescription(
      /You are not a planner yourself/,
    );
    await dialog.getByLabel('Name').fill('nightly check');
    await dialog.getByLabel('Name').press('Enter');
    const secret = await dialog.getByText(/^vdt_/).textContent();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText(secret ?? '')).toHaveCount(0);

    const headers = { authorization: `Bearer ${secret}` };
    const asked = (path: string) => fetch(new URL(path, page.url()), { headers });
    expect((await asked('/api/plans')).status).toBe(200);
    expect((await asked('/api/tokens')).status).toBe(403);
    const row = page.getByRole('row').filter({ hasText: 'nightly check' });
    await row.getByRole('button', { name: 'Revoke nightly check' }).click();
    await page.getByRole('button', { name: 'Revoke token' }).click();
    await expect(row).toContainText('Revoked');
    expect((await asked('/api/plans')).status).toBe(401);
  });
});

test('whoever is signed out while they type goes on where they were', async ({ page, browser }) => {
  const kim = await join(browser, await invite(page, ['planner']), 'kim');
  await kim.goto('/plans?new=nothing');
  const title = kim.getByRole('dialog').getByLabel('Title');
  await title.fill('half a name');
  await kim.getByRole('dialog').getByLabel('Upgrade name').fill('agoric-upgrade-99');
  await kim.context().clearCookies();
  const again = kim.getByRole('dialog', { name: 'You were signed out' });
  await expect(again).toBeVisible();
  await kim.keyboard.press('Escape');
  await expect(again).toBeHidden();
  await expect(title).toHaveValue('half a name');
  await kim.getByRole('button', { name: 'Make plan' }).click();
  await signIn(kim, 'kim', PASSWORD);
  await expect(again).toBeHidden();
  await expect(title).toHaveValue('half a name');
  await kim.context().close();
});

test('by keyboard alone: from the account menu out, and in again', async ({ browser }) => {
  const page = await (await browser.newContext(NOBODY_HERE)).newPage();
  await page.goto('/sign-in');
  await expect(page.getByLabel('Name or e-mail')).toBeFocused();
  await page.keyboard.type(PEOPLE.ada.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PEOPLE.ada.password);
  await page.keyboard.press('Enter');
  await account(page, 'ada').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/plans');
  await expect(page).toHaveURL('/sign-in?next=%2Fplans');
  await page.context().close();
});

const SEEN: readonly (readonly [path: string, who: Who | null])[] = [
  ['/sign-in?error=not-invited', null],
  ['/welcome#vdl_nothing', null],
  ['/settings/account', 'operator'],
  ['/settings/tokens', 'operator'],
  ['/settings/people', 'operator'],
  ['/settings/people', 'vera'],
];

for (const colorScheme of ['light', 'dark'] as const)
  test(`the pages of people are sound for axe and fit a narrow window, ${colorScheme}`, async ({
    browser,
  }) => {
    for (const [path, who] of SEEN) {
      const page = who ? await pageOf(browser, who) : await (await browser.newContext(NOBODY_HERE)).newPage();
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(path, { waitUntil: 'networkidle' });
      expect(await faults(page), `${path} as ${who ?? 'nobody'}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await page.context().close();
    }
  });
