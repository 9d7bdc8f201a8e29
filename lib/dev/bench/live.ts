import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatBytes } from '@/lib/base/time';
import { sendSteadily, type Watched, watchStream } from '@/lib/dev/bench/live-load';
import { measureLong } from '@/lib/dev/bench/live-long';
import {
  heapOf,
  openBrowser,
  openRun,
  rssOf,
  type Seen,
  watchInPage,
  whatWasSeen,
} from '@/lib/dev/bench/live-page';
import { createRun, type OwnServer, startServer } from '@/lib/dev/bench/own-server';
import { percentiles } from '@/lib/dev/bench/percentiles';
import { upload } from '@/lib/dev/bench/server';

/**
 * The real server with real streams, one of the watchers a page in a real browser: an entry's latency is from its write until a frame
 * that counts its line was read by a watcher, or painted by the page. BENCH_BIG: a slog whose finished run is opened afterwards;
 * BENCH_ONLY: `live`, `long` or `big`, one part alone.
 */
const RATE = Number(process.env.BENCH_RATE ?? 20_000);
const WATCHERS = Number(process.env.BENCH_WATCHERS ?? 50);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const PORT = Number(process.env.BENCH_PORT ?? 3290);
const BIG = process.env.BENCH_BIG ?? '';
const ONLY = process.env.BENCH_ONLY ?? '';
const SMALL = 'lib/slog/samples/throws.slog.gz';
const MEASURED = 4;
const OPENINGS = 5;

const inMs = (value: number): string => value.toFixed(0);

/** From the write of each line until the first painted frame that counted it. */
function untilPixel({ lines }: Seen, sentAt: readonly number[]): number[] {
  const took: number[] = [];
  let settled = 0;
  for (const [at, count] of lines)
    for (; settled < Math.min(count, sentAt.length); settled += 1) took.push(at - (sentAt[settled] ?? at));
  return took;
}

function latencyRow(took: readonly number[]): Record<string, string | number> {
  const { p50, p99, max } = percentiles(took);
  return { measured: took.length, 'p50 ms': inMs(p50), 'p99 ms': inMs(p99), 'max ms': inMs(max) };
}

async function measureLive(server: OwnServer): Promise<void> {
  const run = await createRun(server);
  const sentAt: number[] = [];
  const watched: Watched = { bytes: 0, latencies: [] };
  const { browser, page } = await openBrowser(server);
  try {
    for (let i = 1; i < WATCHERS; i += 1)
      watchStream(server, run.runId, { watched, sentAt, measured: i <= MEASURED });
    await watchInPage(page, run.runId);
    await sleep(1_000);
    server.child.send('begin');
    const rss: number[] = [];
    const sample = setInterval(() => rss.push(rssOf(server.child.pid)), 1_000);
    const keys = setInterval(
      () => void page.keyboard.press(Math.random() < 0.5 ? 'KeyW' : 'KeyS').catch(() => {}),
      700,
    );
    await sendSteadily(server, run, { rate: RATE, seconds: SECONDS, sentAt });
    clearInterval(keys);
    await sleep(1_500);
    clearInterval(sample);
    const seen = await whatWasSeen(page);
    console.log(
      `\n${RATE} entries/s for ${SECONDS} s, ${WATCHERS} watchers, one of them a page: ${sentAt.length} entries`,
    );
    console.table({
      'entry → frame read': latencyRow(watched.latencies),
      'entry → pixel': latencyRow(untilPixel(seen, sentAt)),
      'input → paint': latencyRow(seen.inputs),
    });
    const third = (part: number): string => formatBytes(rss[Math.floor(((rss.length - 1) * part) / 3)] ?? 0);
    console.table({
      'server RSS at the start, after each third': [0, 1, 2, 3].map(third).join(' · '),
      'bytes per watcher and second': formatBytes(watched.bytes / (WATCHERS - 1) / SECONDS),
      'tab heap': formatBytes(await heapOf(page)),
    });
  } finally {
    await browser.close();
  }
}

async function untilComplete({ base, signedIn: headers }: OwnServer, runId: string): Promise<number> {
  for (;;) {
    const run = await (await fetch(`${base}/api/runs/${runId}`, { headers })).json();
    if (run.endedAt !== null) return run.lines;
    await sleep(500);
  }
}

/** Beside it a run of a few thousand lines is opened: what every page costs on this machine, now. */
async function measureBig(server: OwnServer): Promise<void> {
  const small = await createRun(server);
  await upload(server.base, small, SMALL);
  await untilComplete(server, small.runId);
  const run = await createRun(server);
  const since = performance.now();
  await upload(server.base, run, BIG);
  const lines = await untilComplete(server, run.runId);
  const seconds = (performance.now() - since) / 1000;
  const { browser, page } = await openBrowser(server);
  try {
    const took: Record<'small' | 'big', number[]> = { small: [], big: [] };
    for (let i = 0; i < OPENINGS; i += 1) {
      took.small.push(await openRun(page, small.runId));
      took.big.push(await openRun(page, run.runId));
    }
    await sleep(2_000);
    console.log(
      `\nA finished run of ${formatBytes(statSync(BIG).size)}, ${lines} lines (sent in ${seconds.toFixed(0)} s)`,
    );
    console.table({
      'navigation → first paint of its timeline': latencyRow(took.big),
      'of a small run’s': latencyRow(took.small),
    });
    console.table({
      'tab heap with its cells': formatBytes(await heapOf(page)),
      'server RSS': formatBytes(rssOf(server.child.pid)),
    });
  } finally {
    await browser.close();
  }
}

const server = await startServer(PORT);
try {
  if (ONLY === '' || ONLY === 'live') await measureLive(server);
  if (ONLY === '' || ONLY === 'long') await measureLong(server, RATE);
  if (existsSync(BIG) && (ONLY === '' || ONLY === 'big')) await measureBig(server);
} finally {
  await server.stop();
}
process.exit(0);
