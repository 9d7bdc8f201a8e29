import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { formatBytes } from '@/lib/base/time';
import { longLineLog, packedLog, plainLog } from '@/lib/dev/bench/inputs';
import { runTool, TOOLS } from '@/lib/dev/bench/others';
import { median, type Percentiles } from '@/lib/dev/bench/percentiles';
import type { ReaderName } from '@/lib/dev/bench/readers';
import { measureServer } from '@/lib/dev/bench/server';
import { type Row, type Timing, tableText } from '@/lib/dev/bench/table';

/**
 * `BENCH_BYTES` for another size than 1 GB (`big` is 5 GB and leaves out what would take minutes), `BENCH_LOG` for a log you have,
 * `BENCH_ROUNDS` for more rounds.
 */
const BIG = process.argv.includes('big');
const SERVER = process.argv.includes('all');
const BYTES = Number(process.env.BENCH_BYTES ?? (BIG ? 5e9 : 1e9));
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? (BIG ? 3 : 5));
const MEASURE = path.resolve('lib/generated/bench/measure.mjs');

type Reading = {
  readonly name: string;
  readonly file: string;
  readonly run: () => Promise<Timing | null>;
  /** Takes so long that it is run in every other round, and not at all over a big file. */
  readonly slow?: true;
  /** The row that its ratio is against, where that is not the newline scan of the same file. */
  readonly against?: ReaderName;
};

function apart(...args: string[]): Timing {
  const { stdout, status } = spawnSync(process.execPath, [MEASURE, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${args.join(' ')} failed`);
  return JSON.parse(stdout);
}

const reading = (name: ReaderName, file: string, more: Partial<Reading> = {}): Reading => ({
  name,
  file,
  run: () => Promise.resolve(apart(name, file)),
  ...more,
});

function readings(log: string, packed: string): Reading[] {
  const tools = Object.entries(TOOLS).map(
    ([name, tool]): Reading => ({ name, file: log, run: () => runTool(tool, log), slow: true }),
  );
  return [
    reading('newline scan', log),
    reading('readline + JSON.parse', log, { slow: true }),
    ...tools,
    reading('vatdeck fold', log),
    reading('vatdeck fold, two threads', log),
    reading('vatdeck fold and sha-256', log),
    reading('vatdeck strict', log),
    reading('vatdeck strict, two threads', log),
    reading('gunzip alone', packed),
    reading('gzip, vatdeck fold', packed, { against: 'gunzip alone' }),
    reading('gzip, vatdeck fold and sha-256', packed, { against: 'gunzip alone' }),
  ];
}

type Timings = ReadonlyMap<string, Timing[]>;

/** Rounds are interleaved, so that all rows see the same machine. */
async function measure(all: readonly Reading[]): Promise<Timings> {
  const timings = new Map(all.map(({ name }) => [name, [] as Timing[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, slow, run } of all) {
      if (slow && (BIG ? name !== 'readline + JSON.parse' || round > 0 : round % 2 === 1)) continue;
      process.stderr.write(`round ${round + 1} of ${ROUNDS}: ${name}\n`);
      const timing = await run();
      if (timing) timings.get(name)?.push(timing);
    }
  }
  return timings;
}

const msOf = (timings: Timings, name: string): number =>
  median((timings.get(name) ?? []).map(({ ms }) => ms));

function toRow({ name, against, slow }: Reading, timings: Timings, bytes: number): Row {
  const list = timings.get(name) ?? [];
  const [first] = list;
  const nothing = { name, ms: null, bytes: null, rss: null, scans: null, naive: null };
  if (!first)
    return { ...nothing, said: slow && BIG ? 'left out: too slow for this size' : 'left out: not installed' };
  const ms = msOf(timings, name);
  const ratio = against ? `${(ms / msOf(timings, against)).toFixed(2)} × ${against}; ` : '';
  const rss = first.rss === null ? null : median(list.map((timing) => timing.rss ?? 0));
  const scans = ms / msOf(timings, 'newline scan');
  const naive = msOf(timings, 'readline + JSON.parse') / ms;
  return { name, ms, bytes, rss, scans, naive, said: ratio + first.said };
}

const bare = (name: string, { ms, rss }: { ms: number; rss: number | null }, said: string): Row => ({
  name,
  ms,
  bytes: null,
  rss,
  scans: null,
  naive: null,
  said,
});

const inMs = (value: number): string => `${value.toFixed(1)} ms`;

/** The archive's size and how long one of its lines takes. */
function archiveRows(log: string, packed: string, folder: string): Row[] {
  const dir = path.join(folder, 'archive');
  const written = apart('archive: pack', log, dir);
  const asked = apart('archive: look up', dir);
  const size = Number(written.said);
  const { p50, p99, max }: Percentiles = JSON.parse(asked.said);
  const share = 100 * (size / statSync(packed).size - 1);
  return [
    {
      ...bare(
        'archive: a file packed',
        written,
        `${formatBytes(size)}, ${share.toFixed(1)} % over gzip -6 of the whole`,
      ),
      bytes: statSync(log).size,
    },
    bare(
      'archive: one random line',
      { ms: p50, rss: asked.rss },
      `median; p99 ${inMs(p99)}, longest ${inMs(max)}`,
    ),
  ];
}

/** What a line of 256 MB costs. */
async function longLineRow(log: string): Promise<Row> {
  const file = await longLineLog(log);
  const timing = apart('vatdeck fold', file);
  return { ...bare('vatdeck fold, a line of 256 MB', timing, timing.said), bytes: statSync(file).size };
}

/** What was measured before is worth printing also when the server does not come up. */
const serverRows = (log: string): Promise<Row[]> =>
  measureServer(log).catch((error: unknown) => [
    { ...bare('server', { ms: Number.NaN, rss: null }, `left out: ${String(error)}`), ms: null },
  ]);

async function compare(): Promise<void> {
  const log = process.env.BENCH_LOG ?? (await plainLog(BYTES));
  const packed = await packedLog(log);
  const all = readings(log, packed);
  const timings = await measure(all);
  const { size } = statSync(log);
  const rows = all.map((one) => toRow(one, timings, size));
  rows.push(await longLineRow(log), ...archiveRows(log, packed, path.dirname(packed)));
  if (SERVER) rows.push(...(await serverRows(log)));
  console.log(`\n${formatBytes(size)}, ${ROUNDS} rounds interleaved, medians, each row a process of its own`);
  console.log(tableText(rows));
}

await compare();
