import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type NewRun, type OwnServer, uploadHeaders } from '@/lib/dev/bench/own-server';

const TICK = 10;
/** Deliveries of one run (vat × run is a cell), runs of one block, and log seconds of a block; 0: the log's clock is the wall's. */
export type LogShape = {
  readonly perRun: number;
  readonly perBlock: number;
  readonly blockSeconds: number;
};
const BUSY: LogShape = { perRun: 40, perBlock: 10, blockSeconds: 0 };

/** Lines of one block, with its begin and its end. */
export const linesPerBlock = ({ perRun, perBlock }: LogShape): number => 2 + perBlock * (2 + 3 * perRun);

/** Lines as a node writes them: blocks, runs in them, and in each run deliveries of a dozen vats. */
export function* entries({ perRun, perBlock, blockSeconds }: LogShape = BUSY): Generator<string> {
  const start = Date.now() / 1000;
  const startMono = performance.now() / 1000;
  let inBlock = 0;
  let block = 1;
  const tail = (): string => {
    inBlock += 1;
    // Where blocks have a length of their own, their entries come a thousandth of a second apart.
    const since = (block - 1) * blockSeconds + inBlock / 1000;
    const time = blockSeconds > 0 ? start + since : Date.now() / 1000;
    const mono = blockSeconds > 0 ? startMono + since : performance.now() / 1000;
    return `"time":${time.toFixed(6)},"monotime":${mono.toFixed(9)}`;
  };
  let crank = 0;
  for (; ; block += 1) {
    inBlock = 0;
    yield `{"type":"cosmic-swingset-begin-block","blockHeight":${block},"blockTime":${Math.floor(Date.now() / 1000)},${tail()}}\n`;
    for (let run = 0; run < perBlock; run += 1) {
      yield `{"type":"cosmic-swingset-run-start","blockHeight":${block},"runNum":${run},${tail()}}\n`;
      for (let i = 0; i < perRun; i += 1) {
        crank += 1;
        const id = `"crankNum":${crank},"vatID":"v${(crank % 12) + 1}","deliveryNum":${crank},"replay":false`;
        yield `{"type":"deliver",${id},"dispatch":"message","kd":["message","ko20",{"methargs":{"body":"#[\\"ping\\",[]]","slots":[]},"result":"kp9"}],"vd":["message","o+0",{"methargs":{"body":"#[\\"ping\\",[]]","slots":[]},"result":"p-9"}],${tail()}}\n`;
        yield `{"type":"syscall",${id},"syscallNum":0,"syscall":"vatstoreGet","ksc":["vatstoreGet","v1","k"],"vsc":["vatstoreGet","k"],${tail()}}\n`;
        yield `{"type":"deliver-result",${id},"dispatch":"message","dr":["ok",null,{"meterType":"xs-meter-36","compute":5000}],${tail()},"seconds":0.0004}\n`;
      }
      yield `{"type":"cosmic-swingset-run-finish","blockHeight":${block},"runNum":${run},${tail()},"seconds":0.02}\n`;
    }
    yield `{"type":"cosmic-swingset-end-block-finish","blockHeight":${block},${tail()}}\n`;
  }
}

/** Writes entries at a steady rate into one long-lived request. `sentAt[n]`: when line n + 1 was written, ms since 1970. */
export async function sendSteadily(
  { base }: OwnServer,
  { slogUrl, ingestToken }: NewRun,
  {
    rate,
    seconds,
    sentAt,
    shape = BUSY,
  }: {
    readonly rate: number;
    readonly seconds: number;
    readonly sentAt: number[];
    readonly shape?: LogShape;
  },
): Promise<void> {
  const req = request(`${base}${slogUrl}`, {
    method: 'PATCH',
    headers: { ...uploadHeaders(ingestToken), 'transfer-encoding': 'chunked' },
  });
  const answered = new Promise<void>((resolve, reject) => {
    req.on('response', (res) => res.resume().on('end', resolve));
    req.on('error', reject);
  });
  const lines = entries(shape);
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    const due = Math.floor(((performance.now() - start) / 1000) * rate);
    const now = performance.timeOrigin + performance.now();
    const some: string[] = [];
    while (sentAt.length < due) {
      some.push(lines.next().value ?? '');
      sentAt.push(now);
    }
    if (some.length > 0) req.write(some.join(''));
    await sleep(TICK);
  }
  req.end();
  await answered;
}

/** What watchers read, together. */
export type Watched = { bytes: number; readonly latencies: number[] };

/** One open stream; `measured`: a frame with `source.lines` settles every line up to that count. */
export function watchStream(
  { base, signedIn }: OwnServer,
  runId: string,
  {
    watched,
    sentAt,
    measured,
  }: { readonly watched: Watched; readonly sentAt: readonly number[]; readonly measured: boolean },
): void {
  let settled = 0;
  let rest = '';
  const req = request(`${base}/api/events?run=${runId}`, { headers: signedIn }, (res) => {
    res.setEncoding('utf8');
    res.on('data', (text: string) => {
      watched.bytes += text.length;
      if (!measured) return;
      const now = performance.timeOrigin + performance.now();
      rest += text;
      const cut = rest.lastIndexOf('\n\n');
      if (cut < 0) return;
      const counts = [...rest.slice(0, cut).matchAll(/"lines":(\d+)/g)].map((match) => Number(match[1]));
      rest = rest.slice(cut + 2);
      const lines = Math.min(Math.max(settled, ...counts), sentAt.length);
      for (; settled < lines; settled += 1) watched.latencies.push(now - (sentAt[settled] ?? now));
    });
  });
  req.on('error', () => {});
  req.end();
}
