import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatBytes } from '@/lib/base/time';
import { makeLog } from '@/lib/dev/bench/make-log';
import { READERS } from '@/lib/dev/bench/readers';

/**
 * Fold speed on a generated log of 1 GB (`BENCH_BYTES` for another size, `BENCH_LOG` for a log you have), each reader in a process of its own,
 * rounds interleaved, medians; what counts is the ratio to the newline scan and to readline + JSON.parse.
 */
const BYTES = Number(process.env.BENCH_BYTES ?? 1e9);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SAMPLE = path.resolve('lib/slog/samples/all-well.slog.gz');

type Timing = { ms: number; rss: number; said: string };

async function measureHere(name: string, file: string): Promise<void> {
  const since = performance.now();
  const said = await READERS[name]?.(file);
  const ms = performance.now() - since;
  console.log(JSON.stringify({ ms, rss: process.resourceUsage().maxRSS * 1024, said }));
}

function measureApart(name: string, file: string): Timing {
  const args = ['--import', 'tsx', import.meta.filename, name, file];
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} failed`);
  return JSON.parse(stdout);
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function compare(): Promise<void> {
  const folder = path.join(tmpdir(), 'vatdeck-bench');
  mkdirSync(folder, { recursive: true });
  const file = process.env.BENCH_LOG ?? path.join(folder, `rehearsal-${BYTES}.slog`);
  if (!process.env.BENCH_LOG) await makeLog(SAMPLE, file, BYTES);
  const size = statSync(file).size;
  const timings = new Map(Object.keys(READERS).map((name) => [name, [] as Timing[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, list] of timings) list.push(measureApart(name, file));
  }
  const ms = (name: string): number => median((timings.get(name) ?? []).map((t) => t.ms));
  console.log(`\n${formatBytes(size)}, ${ROUNDS} rounds, medians`);
  console.table(
    [...timings].map(([name, list]) => ({
      reader: name,
      ms: Math.round(ms(name)),
      'MB/s': Math.round(size / 1e3 / ms(name)),
      '× newline scan': (ms(name) / ms('newline scan')).toFixed(2),
      '× faster than readline + JSON.parse': (ms('readline + JSON.parse') / ms(name)).toFixed(1),
      'peak RSS': formatBytes(median(list.map((t) => t.rss))),
      read: list[0]?.said,
    })),
  );
}

const [, , name, file] = process.argv;
if (name && file) await measureHere(name, file);
else await compare();
