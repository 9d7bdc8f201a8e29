import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSettings } from './settings.js';
import { makeSlogSender } from './slog-sender.js';
import { type DoorRun, ReferenceDoor } from './test/reference-door';

let door: ReferenceDoor;
let run: DoorRun;
let spool: string;
let said: string[];

beforeEach(async () => {
  door = await ReferenceDoor.open();
  run = door.addRun();
  spool = mkdtempSync(path.join(os.tmpdir(), 'vatdeck-spool-'));
  said = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await door.stop();
  rmSync(spool, { recursive: true });
});

const environment = (more: Record<string, string> = {}) => ({
  VATDECK_SLOG_URL: door.slogUrl(run),
  VATDECK_TOKEN: run.token,
  VATDECK_SPOOL_DIR: spool,
  ...more,
});

async function start(more: Record<string, string> = {}) {
  const sender = await makeSlogSender({ env: environment(more) });
  if (!sender) throw Error(`no sender: ${said.join('')}`);
  return sender;
}

const folder = () => readSettings(environment())?.dir ?? '';
const text = () => run.bytes.toString();
const entry = (i: number, size = 0) => ({ type: 'deliver', i, pad: 'x'.repeat(size) });
const received = () =>
  text()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { type: string; i?: number; count?: number });

describe('an ordinary life', () => {
  it('is not configured without a URL, and says what is wrong with half a configuration', async () => {
    expect(await makeSlogSender({ env: {} })).toBeUndefined();
    expect(said).toEqual([]);
    expect(await makeSlogSender({ env: { VATDECK_SLOG_URL: door.slogUrl(run) } })).toBeUndefined();
    expect(await makeSlogSender({ env: environment({ VATDECK_SLOG_URL: 'localhost' }) })).toBeUndefined();
    expect(said.join('')).toMatch(/VATDECK_TOKEN is missing[^]*must look like http/);
  });

  it('sends the given JSON as it is, serialises what came without, ends the run and leaves no spool', async () => {
    const sender = await start();
    expect(sender.usesJsonObject).toBe(true);
    sender(entry(0), '{"as":  "given"}');
    sender({ big: 5n, error: Object.assign(new TypeError('no'), { stack: '' }) });
    await sender.shutdown();
    expect(text()).toBe('{"as":  "given"}\n{"big":5,"error":{"errorType":"TypeError","message":"no"}}\n');
    expect(run).toMatchObject({ ended: true, length: run.bytes.length });
    expect(existsSync(folder())).toBe(false);
    sender(entry(1));
    await sender.shutdown();
    expect(said).toEqual([]);
  });

  it('has every entry on the spool after forceFlush, with nobody at the other end', async () => {
    await door.stop();
    const sender = await start({ VATDECK_SHUTDOWN_MS: '50' });
    for (let i = 0; i < 1000; i += 1) sender(entry(i, 100));
    await sender.forceFlush();
    const sizes = execFileSync('sh', ['-c', `cat ${folder()}/*.part | wc -l`], { encoding: 'utf8' });
    expect(Number(sizes)).toBe(1000);
    const before = Date.now();
    await sender.shutdown();
    expect(Date.now() - before).toBeLessThan(400);
    expect(said.join('')).toMatch(/the last entries wait in/);
    await door.start();
  });

  it('brings an entry to the server within 100 ms when idle', async () => {
    const sender = await start();
    const waits: number[] = [];
    for (let i = 0; i < 15; i += 1) {
      const began = performance.now();
      sender(entry(i));
      await vi.waitFor(() => expect(received().length).toBe(i + 1), { interval: 1 });
      waits.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    await sender.shutdown();
    expect(waits.sort((a, b) => a - b)[7]).toBeLessThan(100);
  });

  it('keeps the run open for a next start when asked to', async () => {
    const first = await start({ VATDECK_KEEP_OPEN: '1' });
    first(entry(0));
    await first.shutdown();
    expect(run).toMatchObject({ ended: false, length: undefined });
    const second = await start();
    second(entry(1));
    await second.shutdown();
    expect(received().map(({ i }) => i)).toEqual([0, 1]);
    expect(run.ended).toBe(true);
  });

  it('forgets acknowledged files, and trickles at most 40 requests a second', async () => {
    const sender = await start({ VATDECK_SEGMENT_BYTES: '1000' });
    const began = Date.now();
    for (let i = 0; i < 100; i += 1) {
      sender(entry(i, 200));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await vi.waitFor(() => expect(received().length).toBe(100));
    expect(run.bodies.length).toBeLessThanOrEqual((Date.now() - began) / 25 + 2);
    await vi.waitFor(() => expect(readdirSync(folder()).filter((f) => f.endsWith('.part')).length).toBe(1));
    await sender.shutdown();
    expect(received().map(({ i }) => i)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});

describe('a spool that was left behind', () => {
  it('starts on a new line after a torn one', async () => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(path.join(folder(), '0.part'), '{"i":0}\n{"i":');
    const sender = await start();
    sender({ i: 2 });
    await sender.shutdown();
    expect(text()).toBe('{"i":0}\n{"i":\n{"i":2}\n');
  });

  it('goes on at the server’s offset', async () => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(path.join(folder(), '4.part'), 'efgh\n');
    writeFileSync(path.join(folder(), '9.part'), 'ij\n');
    writeFileSync(path.join(folder(), '8.part.bak'), 'not ours');
    run.bytes = Buffer.from('abcdef');
    await (await start()).shutdown();
    expect(text()).toBe('abcdefgh\nij\n');
  });

  it.each([
    ['behind what was deleted', 'abc', /the spool begins at 4/],
    ['ahead of what is there', 'abcdefghij', /more than the 9 of the spool/],
  ])('stops with a clear message when the server is %s', async (_, held, message) => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(path.join(folder(), '4.part'), 'efgh\n');
    run.bytes = Buffer.from(held);
    const sender = await start();
    await vi.waitFor(() => expect(said.join('')).toMatch(message));
    await sender.shutdown();
    expect(text()).toBe(held);
  });

  it('is refused when it has a hole, or another living writer', async () => {
    const first = await start();
    expect(await makeSlogSender({ env: environment() })).toBeUndefined();
    expect(said.join('')).toMatch(/process \d+ already sends this run/);
    await first.shutdown();
    mkdirSync(folder(), { recursive: true });
    writeFileSync(path.join(folder(), '0.part'), 'abc');
    writeFileSync(path.join(folder(), '4.part'), 'e');
    expect(await makeSlogSender({ env: environment() })).toBeUndefined();
    expect(said.join('')).toMatch(/ends at 3 but the next file begins at 4/);
  });
});

describe('trouble at the other end', () => {
  it.each([401, 404, 410, 413, 422])('stops at %i, says so once, and goes on spooling', async (status) => {
    door.refusal = { status, code: 'because' };
    const sender = await start();
    for (let i = 0; i < 10; i += 1) sender(entry(i));
    await vi.waitFor(() => expect(said.length).toBe(1));
    const requests = door.requests.length;
    for (let i = 10; i < 20; i += 1) sender(entry(i));
    await sender.forceFlush();
    await sender.shutdown();
    expect(said[0]).toMatch(new RegExp(`stopped: the server answers ${status}[:.]`));
    expect(door.requests.length).toBe(requests);
    expect(readdirSync(folder())).toEqual(['0.part']);
  });

  it.each([503, 507, 429])('waits and tries again at %i', async (status) => {
    door.refusal = { status, code: 'later' };
    const sender = await start();
    for (let i = 0; i < 10; i += 1) sender(entry(i));
    await vi.waitFor(() => expect(said.join('')).toMatch(/does not take entries now/), 3000);
    // New entries must not shorten the wait.
    const before = door.requests.length;
    for (let i = 10; i < 60; i += 1) {
      sender(entry(i));
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    expect(door.requests.length - before).toBeLessThan(4);
    door.refusal = undefined;
    await sender.shutdown();
    expect(received().map(({ i }) => i)).toEqual(Array.from({ length: 60 }, (_, i) => i));
  });

  it('takes the server’s offset at 409', async () => {
    const sender = await start();
    sender(entry(0));
    await vi.waitFor(() => expect(received().length).toBe(1));
    run.bytes = run.bytes.subarray(0, 7);
    sender(entry(1));
    await sender.shutdown();
    expect(received().map(({ i }) => i)).toEqual([0, 1]);
  });
});

describe('no room', () => {
  it('drops, counts and reports in place when memory is full', async () => {
    const sender = await start({ VATDECK_QUEUE_BYTES: '5000' });
    for (let i = 0; i < 100; i += 1) sender(entry(i, 200));
    await sender.forceFlush();
    sender(entry(100));
    await sender.shutdown();
    const entries = received();
    const report = entries.findIndex(({ type }) => type === 'vatdeck-dropped');
    expect(entries[report]).toMatchObject({ count: 100 - report });
    expect(entries[report + 1]?.i).toBe(100);
  });

  it('counts what cannot be serialised instead of throwing', async () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const sender = await start();
    sender(cycle);
    await sender.shutdown();
    expect(received()).toMatchObject([{ type: 'vatdeck-dropped', count: 1 }]);
  });

  it('recovers when the server makes room in a full spool', async () => {
    door.refusal = { status: 503, code: 'later' };
    const sender = await start({ VATDECK_SPOOL_BYTES: '300000', VATDECK_QUEUE_BYTES: '300000' });
    for (let i = 0; i < 2000; i += 1) {
      sender(entry(i, 1000));
      if (i % 100 === 0) await sender.forceFlush();
    }
    expect(said.join('')).toMatch(/the spool takes no more entries/);
    door.refusal = undefined;
    await sender.shutdown();
    const entries = received();
    const lost = entries.reduce((sum, { count = 0 }) => sum + count, 0);
    expect(lost).toBeGreaterThan(0);
    expect(entries.filter(({ type }) => type === 'deliver').length + lost).toBe(2000);
    expect(run.ended).toBe(true);
  });
});

const TMPFS = '/tmp/vatdeck-tmpfs-test';
function mounts(): boolean {
  try {
    mkdirSync(TMPFS, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', TMPFS], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it('survives a disk that is really full (needs the right to mount a tmpfs)', async ({ skip }) => {
  if (!mounts()) skip('this user may not mount a tmpfs');
  try {
    door.refusal = { status: 503, code: 'later' };
    const sender = await start({ VATDECK_SPOOL_DIR: TMPFS, VATDECK_QUEUE_BYTES: '400000' });
    for (let i = 0; i < 3000; i += 1) {
      sender(entry(i, 1000));
      if (i % 100 === 0) await sender.forceFlush();
    }
    expect(said.join('')).toMatch(/no more entries: ENOSPC/);
    door.refusal = undefined;
    await sender.shutdown();
    const entries = received();
    const lost = entries.reduce((sum, { count = 0 }) => sum + count, 0);
    expect(lost).toBeGreaterThan(1000);
    expect(entries.filter(({ type }) => type === 'deliver').length + lost).toBe(3000);
  } finally {
    execFileSync('umount', [TMPFS]);
    rmSync(TMPFS, { recursive: true });
  }
});
