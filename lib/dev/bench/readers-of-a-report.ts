import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { createRun, startServer, uploadHeaders } from '@/lib/dev/bench/own-server';
import { sendPaced } from '@/lib/dev/bench/paced-sender';
import { percentiles } from '@/lib/dev/bench/percentiles';
import { publishedReport } from '@/lib/dev/bench/published-report';

/**
 * Does a crowd on a public report slow down what is received? The same is received by the real server several times alone, which is the
 * noise, and several times while 2,000 readers hold a connection each: a whole file at full speed, and a live stream at a node's pace.
 * The crowd is a process of its own that takes the processor only when nobody else wants it; what it took is counted apart.
 */
const READERS = Number(process.env.BENCH_READERS ?? 2_000);
const COPIES = Number(process.env.BENCH_COPIES ?? 240);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const RATE = Number(process.env.BENCH_RATE ?? 20_000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);
const PORT = Number(process.env.BENCH_PORT ?? 3291);

type Crowd = {
  pages: number;
  failed: number;
  bytes: number;
  p50: number;
  p99: number;
  max: number;
  cpuSeconds: number;
};
type Way = 'alone' | 'readers' | 'all at once';
const WAYS: readonly Way[] = ['alone', 'readers', 'all at once'];

const server = await startServer(PORT);
const sample = gunzipSync(readFileSync('lib/slog/samples/all-well.slog.gz'));

/** Sends the sample many times over as one slog; answers the seconds until all of it was acknowledged. */
async function sendFile(): Promise<number> {
  const { ingestToken, slogUrl } = await createRun(server);
  const start = performance.now();
  await new Promise<void>((resolve, reject) => {
    const headers = { ...uploadHeaders(ingestToken), 'transfer-encoding': 'chunked' };
    const req = request(server.base + slogUrl, { method: 'PATCH', headers }, (res) => {
      res.resume();
      res.on('end', resolve);
    });
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

/** Seconds of processor that a process took so far, by Linux; NaN elsewhere. */
function processorOf({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

async function summoned(path: string): Promise<ChildProcess> {
  const crowd = spawn(
    process.execPath,
    ['--import', 'tsx', 'lib/dev/bench/crowd.ts', server.base + path, String(READERS)],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  await once(crowd, 'spawn');
  if (crowd.pid !== undefined) setPriority(crowd.pid, 19);
  return crowd;
}

type Round = {
  readonly value: number;
  readonly more: number;
  readonly server: number;
  readonly crowd: Crowd;
};

/** One measurement of each way, in turn, so that what else the machine does falls on all of them. */
async function rounds(
  path: string,
  measure: () => Promise<{ value: number; more: number }>,
): Promise<Record<Way, Round[]>> {
  const found: Record<Way, Round[]> = { alone: [], readers: [], 'all at once': [] };
  for (let no = 0; no <= ROUNDS; no += 1)
    for (const way of WAYS) {
      const crowd = await summoned(path);
      if (way !== 'alone') crowd.send('come');
      // As long for each: what the last round left behind, and the crowd's own start, must not fall on one of them.
      await sleep(6_000);
      crowd.send('begin');
      const before = processorOf(server.child);
      const measured = measure();
      if (way === 'all at once') crowd.send('all at once');
      const { value, more } = await measured;
      const took = processorOf(server.child) - before;
      const told = once(crowd, 'message');
      crowd.send('say');
      const [saw] = await told;
      const gone = once(crowd, 'exit');
      crowd.kill();
      await gone;
      // The first of each makes files, code and caches warm.
      if (no > 0) found[way].push({ value, more, server: took, crowd: saw });
      await sleep(500);
    }
  return found;
}

const middle = (values: readonly number[]): number => percentiles(values).p50;
const span = (values: readonly number[], digits: number): string =>
  `${middle(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

function tell(found: Record<Way, Round[]>, { name, digits }: { name: string; digits: number }, more: string) {
  const noise = found.alone.map(({ value }) => value);
  const ratio = (way: Way): string =>
    (middle(found[way].map(({ value }) => value)) / middle(noise)).toFixed(3);
  console.table(
    WAYS.map((way) => ({
      '': way,
      [name]: span(
        found[way].map(({ value }) => value),
        digits,
      ),
      'to alone': way === 'alone' ? '1' : ratio(way),
      [more]: span(
        found[way].map((round) => round.more),
        digits,
      ),
      'server CPU s': middle(found[way].map((round) => round.server)).toFixed(2),
      'crowd CPU s': middle(found[way].map(({ crowd }) => crowd.cpuSeconds)).toFixed(2),
      pages: middle(found[way].map(({ crowd }) => crowd.pages)),
      'page p50 ms': middle(found[way].map(({ crowd }) => crowd.p50)).toFixed(1),
      'page p99 ms': middle(found[way].map(({ crowd }) => crowd.p99)).toFixed(1),
      failed: found[way].reduce((sum, { crowd }) => sum + crowd.failed, 0),
    })),
  );
  const [least, most] = [Math.min(...noise), Math.max(...noise)];
  console.log(
    `Noise alone: ${(((most - least) / middle(noise)) * 100).toFixed(1)} % from the least to the most of ${noise.length} rounds.\n`,
  );
}

try {
  const path = await publishedReport(server);
  console.log(
    `\n${READERS} readers of a public report, one look each 5 s (and all of them at once while it begins); middle (least to most) of ${ROUNDS} rounds`,
  );
  const megabytes = (COPIES * sample.length) / 1e6;
  console.log(`\n${megabytes.toFixed(0)} MB of slog as one file at full speed`);
  const file = await rounds(path, async () => {
    const value = await sendFile();
    return { value, more: megabytes / value };
  });
  tell(file, { name: 'received in s', digits: 2 }, 'MB/s');
  console.log(`${RATE} entries a second for ${SECONDS} s`);
  const rates: number[] = [];
  const live = await rounds(path, async () => {
    const { rate, acknowledged } = await sendPaced(server, { rate: RATE, seconds: SECONDS });
    const { p50, p99 } = percentiles(acknowledged);
    rates.push(rate);
    return { value: p50, more: p99 };
  });
  tell(live, { name: 'acknowledged p50 ms', digits: 2 }, 'p99 ms');
  console.log(`Rate kept, with readers and without: ${span(rates, 0)} entries a second.`);
} finally {
  await server.stop();
}
process.exit(0);
