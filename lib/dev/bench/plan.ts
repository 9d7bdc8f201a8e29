import { loadavg } from 'node:os';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { type OwnServer, startServer } from '@/lib/dev/bench/own-server';
import { percentiles } from '@/lib/dev/bench/percentiles';
import { planOf300 } from '@/lib/dev/bench/plan-of-300';
import { ensureBrowser } from '@/lib/dev/ensure-browser.mjs';
import { ADMIN } from '@/lib/dev/first-admin.mjs';

/**
 * A plan of 300 proposals in 120 steps in a real browser on the real server: from the key that moves a step until the frame that shows
 * it moved, beside the least that a press can do (`least`), and the checks alone. BENCH_ROUNDS: how often each.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 25);
const CHECKS = 200;
const PORT = Number(process.env.BENCH_PORT ?? 3290);

async function createPlan({ base, signedIn }: OwnServer): Promise<string> {
  const answer = await fetch(`${base}/api/plans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signedIn },
    body: JSON.stringify({ title: 'Three hundred', plan: planOf300() }),
  });
  if (!answer.ok) throw new Error(`The plan was not made: ${answer.status} ${await answer.text()}`);
  const { id } = await answer.json();
  return String(id);
}

/** What measures inside the page: scripts of ours, as the product bundles its own. */
async function inPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['lib/dev/bench/plan-in-page.ts'],
    alias: { '@': process.cwd() },
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

async function openPlan(browser: Browser, { base }: OwnServer, planId: string): Promise<Page> {
  const page = await browser.newPage({ baseURL: base, viewport: { width: 1440, height: 900 } });
  await page.addInitScript({ content: await inPage() });
  await page.goto('/sign-in');
  await page.getByLabel('Name or e-mail').fill(ADMIN.name);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(`/plans/${planId}`);
  await page.getByRole('list', { name: 'Order of steps' }).waitFor();
  return page;
}

/** Presses the key that moves something and says how long it took to be seen (ms). */
async function pressed(page: Page, keys: string): Promise<number> {
  await page.evaluate((key) => Reflect.get(globalThis, 'awaitMove')(key), keys.split('+').at(-1));
  await page.keyboard.press(keys);
  const took = await page.evaluate<number>(() => Reflect.get(globalThis, 'movedAfter'));
  // The save and the checks of one move are not measured with the next.
  await page.waitForTimeout(400);
  return took;
}

const handle = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^${title}, position`) });

const byKey = (page: Page) => async (round: number) => {
  await handle(page, `Step ${round + 20}`).focus();
  return pressed(page, round % 2 === 0 ? 'Alt+ArrowDown' : 'Alt+ArrowUp');
};

async function openMenu(page: Page, title: string, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: `Actions on ${title}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).focus();
}

const byMenu = (page: Page) => async (round: number) => {
  await openMenu(page, `Step ${round + 20}`, /^Move down/);
  return pressed(page, 'Enter');
};

/** To the other end of the plan: every row between draws its new number. */
const byPosition = (page: Page) => async (round: number) => {
  await openMenu(page, 'Step 4', /^Move to position/);
  await page.keyboard.press('Enter');
  await page.getByLabel(/^To position/).fill(round % 2 === 0 ? '117' : '4');
  return pressed(page, 'Enter');
};

type Times = { readonly took: number[]; readonly least: number[] };

/** Each round's move, and right before it the least that a press can do: a busy machine slows both. */
async function timesOf(page: Page, move: (round: number) => Promise<number>): Promise<Times> {
  const times: Times = { took: [], least: [] };
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    times.least.push(await pressed(page, 'F8'));
    times.took.push(await move(round));
  }
  // Two are not counted: the first of a kind loads what it needs.
  return { took: times.took.slice(2), least: times.least.slice(2) };
}

const checksInBrowser = (page: Page): Promise<number[]> =>
  page.evaluate<number[], [unknown, number]>(
    ([plan, rounds]) => Reflect.get(globalThis, 'checksInPage')(plan, rounds),
    [planOf300(), CHECKS],
  );

function rowOf({ took, least }: Times): Record<string, string | number> {
  const { p50, p95, max } = percentiles(took);
  return {
    rounds: took.length,
    'p50 ms': p50.toFixed(1),
    'p95 ms': p95.toFixed(1),
    'max ms': max.toFixed(1),
    ...(least.length === 0
      ? {}
      : {
          'least, p50 ms': percentiles(least).p50.toFixed(1),
          ratio: (p50 / percentiles(least).p50).toFixed(1),
        }),
  };
}

const server = await startServer(PORT);
const executablePath = ensureBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  const page = await openPlan(browser, server, await createPlan(server));
  await page.evaluate(() => Reflect.get(globalThis, 'lightLamp')());
  const rows = {
    'moved by Alt+arrow, until painted': rowOf(await timesOf(page, byKey(page))),
    'moved by its menu, until painted': rowOf(await timesOf(page, byMenu(page))),
    'moved over 113 places by its dialog, until painted': rowOf(await timesOf(page, byPosition(page))),
    'checks, in the browser': rowOf({ took: await checksInBrowser(page), least: [] }),
  };
  const load = loadavg()
    .map((each) => each.toFixed(1))
    .join(' ');
  console.log(`\nA plan of 300 proposals in 120 steps, with 100 rules of its own; load ${load}`);
  console.table(rows);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(0);
