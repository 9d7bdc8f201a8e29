import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { openRun } from './support/runs';
import { sampleText } from './support/slogs';

/** One more than the connections that a browser opens to one host over HTTP/1.1. */
const TABS = 7;

/** The tabs that hold a stream right now. */
function streamsOf(context: BrowserContext): ReadonlyMap<object, Page> {
  const streams = new Map<object, Page>();
  context.on('request', (request) => {
    if (request.resourceType() === 'eventsource') streams.set(request, request.frame().page());
  });
  context.on('requestfinished', (request) => streams.delete(request));
  context.on('requestfailed', (request) => streams.delete(request));
  context.on('page', (page) =>
    page.on('close', () => {
      for (const [request, holder] of streams) if (holder === page) streams.delete(request);
    }),
  );
  return streams;
}

const lines = (page: Page) => page.locator('header dl > div', { hasText: 'Lines' }).locator('dd');
const countOf = (data: Buffer): string =>
  (data.toString('latin1').split('\n').length - 1).toLocaleString('en');

/** A part of a log up to the end of a line. */
const upTo = (log: Buffer, share: number): number => log.indexOf('\n', Math.floor(log.length * share)) + 1;

test('seven tabs share one stream, and another tab goes on when the one that holds it ends', async ({
  page,
  context,
}) => {
  const log = sampleText('all-well');
  const [first, second] = [upTo(log, 0.3), upTo(log, 0.6)];
  const { place, send } = await openRun(page, 'Seen in seven tabs');
  await send(log.subarray(0, first), false);

  const streams = streamsOf(context);
  const tabs: Page[] = [];
  for (let i = 0; i < TABS; i += 1) tabs.push(await context.newPage());
  for (const tab of tabs) await tab.goto(place);
  for (const tab of tabs) await expect(lines(tab)).toHaveText(countOf(log.subarray(0, first)));
  await expect.poll(() => streams.size).toBe(1);

  const [leader] = streams.values();
  await leader?.close();
  const others = tabs.filter((tab) => tab !== leader);
  expect(others).toHaveLength(TABS - 1);
  await expect.poll(() => streams.size).toBe(1);
  await send(log.subarray(first, second), false);
  for (const tab of others) await expect(lines(tab)).toHaveText(countOf(log.subarray(0, second)));
  expect(streams.size).toBe(1);

  await send(log.subarray(second), true);
  for (const tab of others) await expect(tab).toHaveTitle(/^. complete /);
});
