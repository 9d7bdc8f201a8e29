import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatBytes } from '@/lib/base/time';
import { createRun, startServer, uploadHeaders } from '@/lib/dev/bench/own-server';
import { percentiles } from '@/lib/dev/bench/percentiles';

/**
 * Live latency against the real server: entries arrive at a steady rate, watchers hold the run's stream open;
 * an entry's latency is from its write until a frame that counts its line is read by the watcher.
 */
const RATE = Number(process.env.BENCH_RATE ?? 5_000);
const WATCHERS = Number(process.env.BENCH_WATCHERS ?? 20);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);
const PORT = Number(process.env.BENCH_PORT ?? 3290);
const TICK = 10;

const server = await startServer(PORT);
const BASE = server.base;

/** sentAt[n] is when line n + 1 was written. */
const sentAt: number[] = [];
const latencies: number[] = [];

/** Reads one stream; a frame with `source.lines` settles every line up to that count. */
function watch(runId: string, measured: boolean): void {
  let settled = 0;
  let rest = '';
  const req = request(`${BASE}/api/runs/${runId}/events`, { headers: server.signedIn }, (res) => {
    res.setEncoding('utf8');
    res.on('data', (text: string) => {
      if (!measured) return;
      const now = performance.now();
      rest += text;
      const cut = rest.lastIndexOf('\n\n');
      if (cut < 0) return;
      const counts = [...rest.slice(0, cut).matchAll(/"lines":(\d+)/g)].map((m) => Number(m[1]));
      rest = rest.slice(cut + 2);
      const lines = Math.min(Math.max(settled, ...counts), sentAt.length);
      for (; settled < lines; settled += 1) latencies.push(now - (sentAt[settled] ?? now));
    });
  });
  req.on('error', () => {});
  req.end();
}

let crank = 0;
/** Three lines of a delivery, as a kernel writes them. */
function deliveryLines(): string[] {
  crank += 1;
  const id = `"crankNum":${crank},"vatID":"v${(crank % 12) + 1}","deliveryNum":${crank},"replay":false`;
  const tail = `"time":${(Date.now() / 1000).toFixed(6)},"monotime":${(performance.now() / 1000).toFixed(9)}`;
  return [
    `{"type":"deliver",${id},"dispatch":"message","kd":["message","ko20",{"methargs":{"body":"#[\\"ping\\",[]]","slots":[]},"result":"kp9"}],"vd":["message","o+0",{"methargs":{"body":"#[\\"ping\\",[]]","slots":[]},"result":"p-9"}],${tail}}\n`,
    `{"type":"syscall",${id},"syscallNum":0,"syscall":"vatstoreGet","ksc":["vatstoreGet","v1","k"],"vsc":["vatstoreGet","k"],${tail}}\n`,
    `{"type":"deliver-result",${id},"dispatch":"message","dr":["ok",null,{"meterType":"xs-meter-36","compute":5000}],${tail}}\n`,
  ];
}

/** Writes lines at the rate for the given time into one long-lived request. */
async function send(slogUrl: string, token: string): Promise<void> {
  const req = request(`${BASE}${slogUrl}`, {
    method: 'PATCH',
    headers: { ...uploadHeaders(token), 'transfer-encoding': 'chunked' },
  });
  const answered = new Promise<void>((resolve, reject) => {
    req.on('response', (res) => {
      res.resume();
      res.on('end', resolve);
    });
    req.on('error', reject);
  });
  const start = performance.now();
  let queue: string[] = [];
  while (performance.now() - start < SECONDS * 1000) {
    const due = Math.floor(((performance.now() - start) / 1000) * RATE);
    while (sentAt.length + queue.length < due) queue.push(...deliveryLines());
    const now = performance.now();
    for (let i = 0; i < queue.length; i += 1) sentAt.push(now);
    if (queue.length > 0) req.write(queue.join(''));
    queue = [];
    await sleep(TICK);
  }
  req.end();
  await answered;
}

try {
  const { runId, ingestToken, slogUrl } = await createRun(server);
  for (let i = 0; i < WATCHERS; i += 1) watch(runId, i < 4);
  await sleep(500);
  await send(slogUrl, ingestToken);
  await sleep(1_000);
  const { p50, p99, max } = percentiles(latencies);
  console.log(
    `\n${RATE} entries/s for ${SECONDS} s, ${WATCHERS} watchers (4 of them measured), ${sentAt.length} entries sent`,
  );
  console.table([
    {
      'entries seen': latencies.length,
      'p50 ms': p50.toFixed(0),
      'p99 ms': p99.toFixed(0),
      'max ms': max.toFixed(0),
      'load generator RSS': formatBytes(process.memoryUsage.rss()),
    },
  ]);
} finally {
  await server.stop();
}
process.exit(0);
