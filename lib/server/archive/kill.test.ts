import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchive } from '@/lib/server/archive/open-archive';
import { readBytes } from '@/lib/server/archive/read-bytes';
import { readLines } from '@/lib/server/archive/read-lines';
import { readText } from '@/lib/server/archive/read-text';
import { drawNumbers, drawText, linesOf } from '@/lib/server/archive/samples/draw-text';
import { total } from '@/lib/server/archive/total';

const ROUNDS = 6;
const VICTIM = path.join(import.meta.dirname, 'samples/append-until-killed.ts');
const draw = drawNumbers(2026);
const text = drawText({ seed: 3, bytes: 40_000_000, longest: 2_000_000 });
const lines = linesOf(text);

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'vatdeck-kill-'));
  await writeFile(path.join(root, 'text'), text);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Lets the victim go on until it has flushed `flushes` times, reads beside it, kills it; answers the last promise. */
async function killOnce(dir: string, round: number, flushes: number): Promise<number> {
  const args = ['--import', 'tsx', VICTIM, dir, path.join(root, 'text'), String(round)];
  const victim = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(victim, 'exit');
  let promised = 0;
  let seen = 0;
  for await (const said of createInterface(victim.stdout)) {
    promised = Number(said);
    await readBeside(dir, promised);
    seen += 1;
    if (seen === flushes) setTimeout(() => victim.kill('SIGKILL'), draw() * 20);
  }
  await gone;
  return promised;
}

/** What was promised is readable at once, wherever one looks. */
async function readBeside(dir: string, promised: number): Promise<void> {
  const { bytes, lines: begun } = await total(dir);
  expect(bytes).toBeGreaterThanOrEqual(promised);
  const byte = Math.floor(draw() * promised);
  const length = Math.min(3_000, promised - byte);
  expect(Buffer.compare(await readBytes(dir, byte, length), text.subarray(byte, byte + length))).toBe(0);
  if (begun < 2) return;
  const number = 1 + Math.floor(draw() * (begun - 1));
  const [line] = await readLines(dir, number, 1);
  expect(line).toMatchObject({ line: number, byte: lines[number - 1]?.byte });
  expect(line?.length).toBe(lines[number - 1]?.bytes.length);
}

async function expectPrefix(dir: string, length: number): Promise<void> {
  let at = 0;
  for await (const part of readText(dir)) {
    expect(Buffer.compare(part, text.subarray(at, at + part.length))).toBe(0);
    at += part.length;
  }
  expect(at).toBe(length);
}

test('a writer killed again and again loses nothing that it called durable', async () => {
  const dir = path.join(root, 'archive');
  for (let round = 0; round < ROUNDS; round += 1) {
    const promised = await killOnce(dir, round, 2 + Math.floor(draw() * 8));
    const archive = await openArchive(dir);
    expect(archive.position()).toBeGreaterThanOrEqual(promised);
    await archive.close();
    await expectPrefix(dir, archive.position());
  }
  const archive = await openArchive(dir);
  expect(archive.position()).toBeLessThan(text.length);
  await archive.append(text.subarray(archive.position()));
  await archive.finish();
  await archive.close();
  await expectPrefix(dir, text.length);
  expect((await total(dir)).lines).toBe(lines.length);
});
