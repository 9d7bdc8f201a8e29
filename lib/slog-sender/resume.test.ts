import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DoorRun, ReferenceDoor } from './test/reference-door';

const ROUNDS = 20;
const NODE = path.join(import.meta.dirname, 'test/node-process.mjs');

/** mulberry32: the same twenty rounds on every machine. */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const lineOf = (life: number, i: number) =>
  `${JSON.stringify({ type: 'deliver', life, i, pad: 'é'.repeat((i * 7919) % 400) })}\n`;

let door: ReferenceDoor;
let spool: string;
let deaths = 0;

beforeEach(async () => {
  door = await ReferenceDoor.open();
  spool = mkdtempSync(path.join(os.tmpdir(), 'vatdeck-spool-'));
});
afterEach(async () => {
  deaths += door.deaths;
  await door.stop();
  rmSync(spool, { recursive: true });
});

/** Runs a node until it ends or, after `killAfterMs`, until SIGKILL; returns the last entry it had flushed. */
async function live(run: DoorRun, life: number, total: number, killAfterMs?: number): Promise<number> {
  const child = spawn(process.execPath, [NODE, String(life), String(total), '10'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      VATDECK_SLOG_URL: door.slogUrl(run),
      VATDECK_TOKEN: run.token,
      VATDECK_SPOOL_DIR: spool,
      VATDECK_SEGMENT_BYTES: '20000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const closed = once(child, 'close');
  if (killAfterMs !== undefined) {
    await Promise.race([closed, once(child.stdout, 'data')]);
    await new Promise((resolve) => setTimeout(resolve, killAfterMs));
    child.kill('SIGKILL');
  }
  await closed;
  if (killAfterMs === undefined) expect(out).toMatch(/done\n$/);
  // An outage may be spoken of; nothing else may have gone wrong.
  expect(
    complaints.split('\n').filter((line) => line !== '' && !/ takes? entries (now|again)/.test(line)),
  ).toEqual([]);
  return Number(
    out
      .trim()
      .split('\n')
      .findLast((line) => /^\d+$/.test(line)) ?? -1,
  );
}

/** What the lives must have left: whole lines from 0 on, up to a torn one where a life was killed. */
function expectWritten(received: string, flushed: number[]): void {
  const expected = flushed.map((_, life) => {
    const count = received
      .split('\n')
      .filter((line) => line.startsWith(`{"type":"deliver","life":${life},`)).length;
    return Array.from({ length: count }, (_unused, i) => lineOf(life, i)).join('');
  });
  const torn = new Set(received.split('\n').filter((line) => line !== '' && !line.endsWith('}')));
  const whole = received.split(/(?<=\n)/).filter((line) => !torn.has(line.trimEnd()) && line !== '\n');
  expect(whole.join('') === expected.join('')).toBe(true);
  expect(torn.size).toBeLessThan(flushed.length);
  flushed.forEach((last, life) => expect(expected[life]?.includes(`"i":${last},`) || last === -1).toBe(true));
}

it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  'delivers what was written, whoever is killed and when (round %i)',
  async (round) => {
    const random = seeded(round + 1);
    const run = door.addRun();
    for (let i = 0; i < 3; i += 1)
      door.cut({ run, at: Math.floor(random() * 120_000), downMs: Math.floor(random() * 250) });
    const flushed = [
      await live(run, 0, 1e9, random() * 120),
      await live(run, 1, 1e9, random() * 120),
      await live(run, 2, 300),
    ];
    expect(run.ended).toBe(true);
    expectWritten(run.bytes.toString(), flushed);
    expect(readdirSync(spool).flatMap((dir) => readdirSync(path.join(spool, dir)))).toEqual([]);
  },
);

it('had servers dying within bodies', () => expect(deaths).toBeGreaterThan(ROUNDS));
