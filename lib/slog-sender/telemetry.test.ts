import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DoorRun, ReferenceDoor } from './test/reference-door';

const PACKAGES = path.resolve(import.meta.dirname, '../rehearsal/package.json');
const TELEMETRY = path.resolve(PACKAGES, '../node_modules/@agoric/telemetry/package.json');
const CHILD = path.join(import.meta.dirname, 'test/telemetry-process.mjs');
const SENDER = path.join(import.meta.dirname, 'slog-sender.js');
const hasTelemetry = existsSync(TELEMETRY);
if (!hasTelemetry) {
  console.warn(`skipped: ${TELEMETRY} is missing; "npm ci" in lib/rehearsal installs the real aggregator`);
}

let door: ReferenceDoor;
let run: DoorRun;
let spool: string;

beforeEach(async () => {
  door = await ReferenceDoor.open();
  run = door.addRun();
  spool = mkdtempSync(path.join(os.tmpdir(), 'vatdeck-spool-'));
});
afterEach(async () => {
  await door.stop();
  rmSync(spool, { recursive: true });
});

type Report = { sender: string; isFrozen: boolean; thrown: string; perCallUs: number };

async function node(mode: string, more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [CHILD, PACKAGES, mode], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      SLOGSENDER: SENDER,
      VATDECK_SLOG_URL: door.slogUrl(run),
      VATDECK_TOKEN: run.token,
      VATDECK_SPOOL_DIR: spool,
      ...more,
    },
  });
  let out = '';
  let complaints = '';
  let reportedAt = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    reportedAt = Date.now();
  });
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  const report = JSON.parse(out) as Report;
  return { code, report, complaints, lingered: Date.now() - reportedAt };
}

type Entry = { i: number; big?: number; error?: { errorType: string; message: string } };
const parse = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);
const spooled = () =>
  readdirSync(spool, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.part'))
    .map((name) => readFileSync(path.join(spool, name), 'utf8'))
    .join('');
const inOrder = Array.from({ length: 500 }, (_, i) => i);

describe.skipIf(!hasTelemetry)('under the real aggregator of @agoric/telemetry, in lockdown', () => {
  it.each(['self', 'process'])('sends every entry in order and ends by itself (agent: %s)', async (agent) => {
    const { code, report, lingered } = await node('whole', { SLOGSENDER_AGENT: agent });
    expect(report).toMatchObject({ sender: 'function', isFrozen: true, thrown: '' });
    expect(code).toBe(0);
    expect(lingered).toBeLessThan(1000);
    const entries = parse(run.bytes.toString());
    expect(entries.map(({ i }) => i)).toEqual(inOrder);
    expect(entries[0]?.big).toBe(10);
    expect(entries[1]?.error).toMatchObject({ errorType: 'Error', message: 'as it is' });
    expect(run.ended).toBe(true);
  });

  it('costs the node little per entry', async () => {
    const { report } = await node('whole');
    console.info(
      `aggregator + sender: ${report.perCallUs.toFixed(1)} µs per entry, cold, serialisation included`,
    );
    expect(report.perCallUs).toBeLessThan(200);
  });

  it('throws nothing when nobody answers, and keeps the entries', async () => {
    await door.stop();
    const { code, report, complaints } = await node('whole', { VATDECK_SHUTDOWN_MS: '300' });
    expect([code, report.thrown]).toEqual([0, '']);
    expect(complaints).toMatch(/the last entries wait in/);
    expect(parse(spooled()).map(({ i }) => i)).toEqual(inOrder);
    await door.start();
  });

  it('throws nothing when the spool cannot be made, and says which', async () => {
    const file = path.join(spool, 'file');
    writeFileSync(file, '');
    const { code, report, complaints } = await node('whole', { VATDECK_SPOOL_DIR: file });
    expect([code, report.thrown, report.sender]).toEqual([0, '', 'undefined']);
    expect(complaints).toContain(file);
  });

  it('lets a node end that calls neither flush nor shutdown, while the server hangs', async () => {
    const silent = http.createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const { code, report, lingered } = await node('abandon', {
      VATDECK_SLOG_URL: `http://127.0.0.1:${port}/api/runs/x/slog`,
    });
    silent.close();
    silent.closeAllConnections();
    expect([code, report.thrown]).toEqual([0, '']);
    expect(lingered).toBeLessThan(500);
    expect(parse(spooled()).map(({ i }) => i)).toEqual(inOrder);
  });
});
