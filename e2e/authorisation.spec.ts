import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { newPlan, seededPlan } from './support/desk';
import { NOBODY, PEOPLE, pageOf } from './support/people';
import { OwnServer } from './support/server';
import { samplePath } from './support/slogs';

const root = path.resolve(import.meta.dirname, '..');
const PAGES = ['/', '/plans', '/runs', '/audit', '/settings/account', '/settings/tokens', '/settings/people'];

/** The real command line, with nothing of this process's own account. */
const vatdeck = (args: string[], env: Record<string, string>) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'lib/cli/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, VATDECK_TOKEN: '', ...env },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );

test('nobody sees a page without signing in, and comes back to the page that was asked for', async ({
  browser,
  page: operator,
}) => {
  const planId = await newPlan(operator, 'Secret name of a plan', await seededPlan(operator));
  const context = await browser.newContext({ storageState: NOBODY });
  const page = await context.newPage();
  for (const asked of [...PAGES, `/plans/${planId}`, '/runs/none', '/plans?new=import']) {
    const response = await page.request.get(asked, { maxRedirects: 0 });
    expect(await response.text(), asked).not.toContain('Secret name of a plan');
    await page.goto(asked);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  }
  for (const door of ['/api/plans', '/api/runs', '/api/status', '/api/people', '/api/tokens', '/api/audit'])
    expect((await page.request.get(door)).status(), door).toBe(401);
  await page.goto(`/plans/${planId}`);
  await page.getByLabel('Name or e-mail').fill(PEOPLE.vera.name);
  await page.getByLabel('Password', { exact: true }).fill(PEOPLE.vera.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Secret name of a plan' })).toBeVisible();
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', secure: false });
  await context.close();
});

test('a viewer reads every page, is told why the people are not hers to see, and starts nothing', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'vera');
  for (const asked of PAGES) {
    await page.goto(asked);
    await expect(page.getByRole('button', { name: 'Account of vera' })).toBeVisible();
  }
  await expect(page.getByText(/Only an admin may invite people/).first()).toBeVisible();
  await page.goto('/runs');
  for (const name of ['Receive from a node…', 'Choose a slog…'])
    await expect(page.getByRole('button', { name })).toHaveAccessibleDescription(
      /Only a planner or an admin may make a run/,
    );
  await page.context().close();
});

test('the command line sends with an API token made on the page, and without one is told how', async ({
  browser,
}) => {
  const page = await pageOf(browser, 'paul');
  const made = await page.request.post('/api/tokens', {
    data: { label: 'ci', roles: ['planner'], days: 1 },
  });
  const { secret } = await made.json();
  const url = new URL(
    '/',
    page.url() === 'about:blank' ? String(test.info().project.use.baseURL) : page.url(),
  );
  const VATDECK_URL = url.origin;
  const refused = await vatdeck(['send', samplePath('all-well')], { VATDECK_URL });
  expect(refused).toMatchObject({ code: 3, said: expect.stringMatching(/not signed in.*API token/s) });
  const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck-token-'));
  const file = path.join(folder, 'token');
  writeFileSync(file, `${secret}\n`);
  const sent = await vatdeck(['send', samplePath('all-well'), '--token-file', file], { VATDECK_URL });
  expect(sent.code, sent.said).toBe(0);
  const listed = await vatdeck(['plan', 'list'], { VATDECK_URL, VATDECK_TOKEN: secret });
  expect(listed.code, listed.said).toBe(0);
  await page.goto('/settings/tokens');
  await expect(page.getByRole('row').filter({ hasText: 'ci' })).toContainText(/now|s ago|min ago/);
  rmSync(folder, { recursive: true });
  await page.context().close();
});

test('who is locked out makes a new admin from the shell of the machine, while the server runs', async ({
  browser,
}) => {
  const server = await OwnServer.start();
  const link = await vatdeck(['admin-link'], { DATA_DIR: server.dataDir, BASE_URL: server.url });
  expect(link.said).toContain(`${server.url}/welcome#vdl_`);
  const context = await browser.newContext({ storageState: NOBODY });
  const page = await context.newPage();
  await page.goto(link.said.trim());
  await page.getByLabel(/^Name/).fill('second admin');
  await page.getByLabel(/^E-mail/).fill('second@deck.example');
  await page.getByLabel(/^Password/).fill('a second password');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('button', { name: 'Account of second admin' })).toBeVisible();
  await page.goto(`${server.url}/settings/people`);
  await expect(page.getByRole('table', { name: 'People' }).getByRole('row')).toHaveCount(3);
  await context.close();
  await server.stop();
});

test('nobody gets further guesses by claiming other addresses', async () => {
  const server = await OwnServer.start();
  const guess = (n: number) =>
    fetch(`${server.url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.1.${n}.1` },
      body: JSON.stringify({ who: `somebody${n}`, password: 'a guess' }),
    });
  const codes: number[] = [];
  for (let n = 0; n < 102; n += 1) codes.push((await guess(n)).status);
  expect(codes.slice(0, 100).every((code) => code === 401)).toBe(true);
  expect(codes.slice(100)).toEqual([429, 429]);
  await server.stop();
});
