// A process of its own: readers who hold a connection each. `argv`: address, how many, seconds between two looks. Says what it saw when its parent tells it to.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '@/lib/dev/bench/percentiles';

const [address = '', count = '2000', every = '5'] = process.argv.slice(2);
const READERS = Number(count);
const EVERY = Number(every) * 1000;
const agent = new Agent({ keepAlive: true, maxSockets: READERS });

let waits: number[] = [];
let failed = 0;
let bytes = 0;
let since = process.cpuUsage();

function look(): Promise<void> {
  const start = performance.now();
  return new Promise((resolve) => {
    const headers = { 'accept-encoding': 'gzip, br' };
    const req = request(address, { agent, headers }, (res) => {
      if (res.statusCode !== 200) failed += 1;
      res.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      res.on('end', () => {
        waits.push(performance.now() - start);
        resolve();
      });
    });
    req.on('error', () => {
      failed += 1;
      resolve();
    });
    req.end();
  });
}

/** Looks, thinks, looks again: what a page that is reloaded does. */
async function reader(no: number): Promise<void> {
  await sleep((no / READERS) * EVERY);
  for (;;) {
    await look();
    await sleep(EVERY);
  }
}

const said = () => {
  const { p50, p99, max } = percentiles(waits);
  const { user, system } = process.cpuUsage(since);
  return { pages: waits.length, failed, bytes, p50, p99, max, cpuSeconds: (user + system) / 1e6 };
};

const forget = (): void => {
  waits = [];
  failed = 0;
  bytes = 0;
  since = process.cpuUsage();
};

process.on('message', (what) => {
  if (what === 'begin') forget();
  else if (what === 'say') process.send?.(said());
  // Everybody at the same moment, whatever they were doing.
  else if (what === 'all at once') for (let no = 0; no < READERS; no += 1) void look();
  else if (what === 'come') for (let no = 0; no < READERS; no += 1) void reader(no);
});
