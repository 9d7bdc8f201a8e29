import { readFileSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import type { OwnServer } from '@/lib/dev/bench/own-server';
import { ensureBrowser } from '@/lib/dev/ensure-browser.mjs';
import { ADMIN } from '@/lib/dev/first-admin.mjs';

/** The number of lines that the page's head shows with each drawn frame, from when on (ms since 1970), and inputs until their paint (ms). */
export type Seen = {
  readonly lines: readonly (readonly [at: number, lines: number])[];
  readonly inputs: readonly number[];
};

/** Runs inside the page: what it shows after each frame was painted. */
const WATCH = `
  globalThis.benchSeen = { lines: [], inputs: [] };
  const seen = globalThis.benchSeen;
  let last = -1;
  const figure = () => [...document.querySelectorAll('dt, span, div')].find((el) => el.children.length === 0 && el.textContent === 'Lines');
  let name = null;
  const painted = new MessageChannel();
  painted.port1.onmessage = () => {
    if (!name?.isConnected) name = figure() ?? null;
    const text = name?.parentElement?.textContent ?? '';
    const lines = Number(text.replace('Lines', '').replaceAll(',', ''));
    if (Number.isFinite(lines) && lines !== last) { last = lines; seen.lines.push([performance.timeOrigin + performance.now(), lines]); }
  };
  const frame = () => { painted.port2.postMessage(0); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown' || entry.name === 'wheel') seen.inputs.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;

/** A real browser, signed in. */
export async function openBrowser({ base }: OwnServer): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({ executablePath: ensureBrowser() ?? '', chromiumSandbox: false });
  const page = await browser.newPage({ baseURL: base, viewport: { width: 1440, height: 900 } });
  await page.goto('/sign-in');
  await page.getByLabel('Name or e-mail').fill(ADMIN.name);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  return { browser, page };
}

/** The page of a run that streams, watched from the inside. */
export async function watchInPage(page: Page, runId: string): Promise<void> {
  await page.addInitScript({ content: WATCH });
  await page.goto(`/runs/${runId}`);
}

export const whatWasSeen = (page: Page): Promise<Seen> => page.evaluate('globalThis.benchSeen');

/** The tab's JavaScript heap after a collection, bytes. */
export async function heapOf(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Resident bytes of a process. */
export const rssOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

/** What the tab's process holds (resident), bytes: its heap, and what lies outside of it. */
export async function tabProcessOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const tabs = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => rssOf(id));
  return Math.max(0, ...tabs);
}

/** From navigation until the timeline is drawn with what the run's stream told (ms since the navigation began). */
export async function openRun(page: Page, runId: string): Promise<number> {
  await page.goto('/runs');
  await page.goto(`/runs/${runId}`, { waitUntil: 'commit' });
  await page.waitForSelector('[aria-busy="false"] canvas', { timeout: 60_000 });
  return page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))',
  );
}
