import { setTimeout as sleep } from 'node:timers/promises';
import { formatBytes } from '@/lib/base/time';
import { type LogShape, linesPerBlock, sendSteadily } from '@/lib/dev/bench/live-load';
import { heapOf, openBrowser, rssOf, tabProcessOf, watchInPage } from '@/lib/dev/bench/live-page';
import { createRun, type OwnServer } from '@/lib/dev/bench/own-server';

const HOURS = Number(process.env.BENCH_HOURS ?? 8);
/** A chain's day: a block every five seconds, four runs in it. */
const DAY: LogShape = { perRun: 6, perBlock: 4, blockSeconds: 5 };
const PARTS = 4;

/** A run of many hours, sent faster than it happened, watched by a page from its first entry on: what the tab holds as it grows. */
export async function measureLong(server: OwnServer, rate: number): Promise<void> {
  const run = await createRun(server);
  const blocks = (HOURS * 3600) / DAY.blockSeconds;
  const seconds = (blocks * linesPerBlock(DAY)) / rate;
  const { browser, page } = await openBrowser(server);
  try {
    await watchInPage(page, run.runId);
    await sleep(1_000);
    const samples: { heap: number; tab: number; server: number }[] = [];
    const sample = async (): Promise<void> => {
      const heap = await heapOf(page);
      samples.push({ heap, tab: await tabProcessOf(browser), server: rssOf(server.child.pid) });
    };
    await sample();
    const sentAt: number[] = [];
    const sent = sendSteadily(server, run, { rate, seconds, sentAt, shape: DAY });
    for (let part = 1; part < PARTS; part += 1) {
      await sleep((seconds * 1000) / PARTS);
      await sample();
    }
    await sent;
    await sleep(3_000);
    await sample();
    const over = (of: 'heap' | 'tab' | 'server'): string =>
      samples.map((one) => formatBytes(one[of])).join(' · ');
    console.log(
      `\n${HOURS} hours of a log, ${blocks} blocks, ${sentAt.length} entries in ${seconds.toFixed(0)} s`,
    );
    console.table({
      'tab heap at the start, after each quarter': over('heap'),
      'tab process': over('tab'),
      'server RSS': over('server'),
    });
  } finally {
    await browser.close();
  }
}
