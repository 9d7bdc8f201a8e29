import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { createRun, startServer, uploadHeaders } from '@/lib/dev/bench/own-server';
import { percentiles } from '@/lib/dev/bench/percentiles';

/**
 * Does a crowd on a public report slow down what is received? The same slog is sent twice to the real server, alone and while 2,000
 * readers hold a connection each and read the page over and over; the ratio of the two is what counts.
 */
const READERS = Number(process.env.BENCH_READERS ?? 2_000);
const COPIES = Number(process.env.BENCH_COPIES ?? 60);
const PORT = Number(process.env.BENCH_PORT ?? 3291);

const server = await startServer(PORT);
const sample = gunzipSync(readFileSync('lib/slog/samples/all-well.slog.gz'));

async function ask(path: string, method = 'GET', body?: unknown): Promise<unknown> {
  const answer = await fetch(server.base + path, {
    method,
    headers: { ...server.signedIn, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Sends the sample many times over as one slog; answers the seconds until all of it was acknowledged. */
async function sendSlog(): Promise<number> {
  const { ingestToken, slogUrl } = await createRun(server);
  const start = performance.now();
  await new Promise<void>((resolve, reject) => {
    const req = request(
      server.base + slogUrl,
      { method: 'PATCH', headers: { ...uploadHeaders(ingestToken), 'transfer-encoding': 'chunked' } },
      (res) => {
        res.resume();
        res.on('end', resolve);
      },
    );
    req.on('error', reject);
    const more = (left: number): void => {
      if (left === 0) return void req.end();
      if (req.write(sample)) setImmediate(more, left - 1);
      else req.once('drain', () => more(left - 1));
    };
    more(COPIES);
  });
  return (performance.now() - start) / 1000;
}

/** The public path of a report of the seeded plan. */
async function publishedReport(): Promise<string> {
  const plans = await ask('/api/plans');
  const planId = field(Array.isArray(plans) ? plans[0] : null, 'id');
  const draft = {
    title: 'Bench',
    planId,
    runIds: [],
    details: {},
    now: null,
    scale: 1,
    allowed: [],
    followRunId: null,
  };
  const id = String(field(await ask('/api/reports', 'POST', { draft }), 'id'));
  const hash = field(await ask(`/api/reports/${id}/preview`), 'hash');
  const path = field(field(await ask(`/api/reports/${id}/publish`, 'POST', { hash }), 'link'), 'path');
  return String(path);
}

const agent = new Agent({ keepAlive: true, maxSockets: READERS });
const closing = new AbortController();
const waits: number[] = [];

function readOnce(path: string): Promise<void> {
  const start = performance.now();
  return new Promise((resolve) => {
    const req = request(server.base + path, { agent, headers: { 'accept-encoding': 'gzip' } }, (res) => {
      res.resume();
      res.on('end', () => {
        waits.push(performance.now() - start);
        resolve();
      });
    });
    req.on('error', () => resolve());
    req.end();
  });
}

/** Reads, thinks for a few seconds, reads again: what a page that is reloaded does. */
async function reader(path: string, no: number): Promise<void> {
  await sleep((no / READERS) * 5_000);
  while (!closing.signal.aborted) {
    await readOnce(path);
    await sleep(5_000);
  }
}

try {
  const path = await publishedReport();
  await sendSlog();
  const alone = await sendSlog();
  const readers = Array.from({ length: READERS }, (_, no) => reader(path, no));
  await sleep(6_000);
  waits.length = 0;
  const crowded = await sendSlog();
  await sleep(3_000);
  closing.abort();
  const { p50, p99, max } = percentiles(waits);
  console.log(
    `\n${READERS} readers of a public report while ${((COPIES * sample.length) / 1e6).toFixed(0)} MB of slog are received`,
  );
  console.table([
    {
      'received alone (s)': alone.toFixed(2),
      'with readers (s)': crowded.toFixed(2),
      ratio: (crowded / alone).toFixed(2),
      pages: waits.length,
      'page p50 ms': p50.toFixed(0),
      'page p99 ms': p99.toFixed(0),
      'page max ms': max.toFixed(0),
    },
  ]);
  agent.destroy();
  void readers;
} finally {
  await server.stop();
}
process.exit(0);
