import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRun,
  type NewRun,
  type OwnServer,
  startServer,
  uploadHeaders,
} from '@/lib/dev/bench/own-server';
import { type Percentiles, percentiles } from '@/lib/dev/bench/percentiles';
import type { Row } from '@/lib/dev/bench/table';

const PORT = Number(process.env.BENCH_PORT ?? 3290);
const LOOK_UPS = 500;
/** Between two lines that are looked up while the log is folded (ms): as somebody who pages through it. */
const PAUSE = 100;

/** Sends a whole file in one request, as fast as the server takes it. */
export async function upload(base: string, { slogUrl, ingestToken }: NewRun, file: string): Promise<void> {
  const { size } = statSync(file);
  const req = request(`${base}${slogUrl}`, {
    method: 'PATCH',
    headers: { ...uploadHeaders(ingestToken), 'upload-length': String(size), 'content-length': String(size) },
  });
  const answered = once(req, 'response');
  await pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), req);
  const [response] = await answered;
  response.resume();
  if (response.statusCode !== 204) throw new Error(`The upload was answered with ${response.statusCode}`);
}

/** A page that watches the run; ends with the server. */
function watch({ base, signedIn }: OwnServer, runId: string): void {
  const req = request(`${base}/api/runs/${runId}/events`, { headers: signedIn }, (res) => res.resume());
  req.on('error', () => {});
  req.end();
}

async function untilConcluded({ base, signedIn: headers }: OwnServer, runId: string): Promise<number> {
  for (;;) {
    const response = await fetch(`${base}/api/runs/${runId}/analysis`, { headers });
    const run = await (await fetch(`${base}/api/runs/${runId}`, { headers })).json();
    if (['complete', 'incomplete', 'failed'].includes(run.state)) {
      if (!response.ok) await response.body?.cancel();
      else {
        const { source } = await response.json();
        if (typeof source?.sha256 === 'string') return source.lines;
      }
    } else await response.body?.cancel();
    await sleep(100);
  }
}

/** Waits of the event loop, and the longest of them without the time in which others had the processor. */
type Probed = {
  readonly p99: number;
  readonly max: number;
  readonly ownMax: number;
  readonly peakBytes: number | null;
};

/** What the probe in the server saw since it was told to begin. */
async function probed({ child }: OwnServer): Promise<Probed> {
  const answered = once(child, 'message');
  child.send('end');
  const [seen] = await answered;
  return seen;
}

type Place = { readonly server: OwnServer; readonly runId: string };

/** Reads one line as a page does; answers with how many there are. */
async function lookUp({ server: { base, signedIn: headers }, runId }: Place, from: number): Promise<number> {
  const response = await fetch(`${base}/api/runs/${runId}/lines?from=${from}&count=1`, { headers });
  const answer = await response.json();
  if (!response.ok) throw new Error(`Line ${from} was answered with ${response.status}`);
  return answer.total;
}

/** Random lines one after the other, out of those that are there, until `isOver` or so many are read. */
async function lookUps(
  place: Place,
  lines: number,
  isOver: (read: number) => boolean,
  pause = 0,
): Promise<Percentiles> {
  const took: number[] = [];
  for (let total = lines; !isOver(took.length); ) {
    const from = 1 + Math.floor(Math.random() * total);
    const since = performance.now();
    total = Math.max(total, await lookUp(place, from));
    if (total > 1) took.push(performance.now() - since);
    if (pause > 0) await sleep(pause);
  }
  return percentiles(took);
}

const inMs = (value: number): string => `${value.toFixed(1)} ms`;
const inWords = ({ p99, max }: Percentiles): string => `median; p99 ${inMs(p99)}, longest ${inMs(max)}`;
const row = (name: string, ms: number, bytes: number | null, said: string): Row => ({
  name,
  ms,
  bytes,
  rss: null,
  scans: null,
  naive: null,
  said,
});

/** The real server while a whole file is sent, folded and archived as fast as it can, with a page watching; then its line door. */
export async function measureServer(log: string): Promise<Row[]> {
  const server = await startServer(PORT);
  try {
    const run = await createRun(server);
    watch(server, run.runId);
    await sleep(500);
    server.child.send('begin');
    const since = performance.now();
    const place = { server, runId: run.runId };
    let ms = Number.NaN;
    const meanwhile = lookUps(place, 1, () => ms > 0, PAUSE);
    await upload(server.base, run, log);
    const lines = await untilConcluded(server, run.runId);
    ms = performance.now() - since;
    const seen = await probed(server);
    const busy = await meanwhile;
    const door = await lookUps(place, lines, (read) => read === LOOK_UPS);
    return [
      {
        ...row(
          'server: sent, folded, archived',
          ms,
          statSync(log).size,
          'one request, one page watching, lines looked up',
        ),
        rss: seen.peakBytes,
      },
      row(
        'server: longest wait of its event loop',
        seen.max,
        null,
        `meanwhile; p99 ${inMs(seen.p99)}; by its own doing ${inMs(seen.ownMax)} at most`,
      ),
      row('server: one random line meanwhile', busy.p50, null, inWords(busy)),
      row('server: one random line', door.p50, null, inWords(door)),
    ];
  } finally {
    await server.stop();
  }
}
