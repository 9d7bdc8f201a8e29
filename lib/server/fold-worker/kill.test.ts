import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { drawNumbers } from '@/lib/server/archive/samples/draw-text';
import { readDocument } from '@/lib/server/fold-worker/document-file';
import { runFolder } from '@/lib/server/run/run-folder';
import { foldAtOnce, sampleLog } from '@/lib/server/test/logs';
import { storedText } from '@/lib/server/test/stored-text';

const KILLS = 20;
const VICTIM = path.resolve('lib/server/test/fold-until-killed.ts');
const dataDir = mkdtempSync(path.join(tmpdir(), 'vatdeck-fold-kill-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const one = sampleLog('all-well');
const log = Buffer.concat(Array.from({ length: 8 }, () => one));
const expected = foldAtOnce(log);

/** Runs the victim and kills it so many ms after its first word; answers its last word. */
async function killAfter(runId: string, ms: number): Promise<string> {
  const args = ['--import', 'tsx', VICTIM, dataDir, runId];
  const victim = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(victim, 'exit');
  let word = '';
  let timer: NodeJS.Timeout | undefined;
  for await (const said of createInterface(victim.stdout)) {
    timer ??= setTimeout(() => victim.kill('SIGKILL'), ms);
    word = said;
  }
  await gone;
  clearTimeout(timer);
  return word;
}

function newRun(name: string, stream: Uint8Array) {
  const folder = runFolder(dataDir, name);
  mkdirSync(folder.dir, { recursive: true });
  writeFileSync(folder.slogIn, stream);
  return folder;
}

async function expectPutAway(runId: string): Promise<void> {
  const folder = runFolder(dataDir, runId);
  expect(JSON.parse(String(await readDocument(folder.analysis)))).toEqual(expected);
  expect((await storedText(dataDir, runId)).equals(log)).toBe(true);
  expect(readdirSync(folder.dir).sort()).toEqual([
    'analysis.json.gz',
    'archive',
    'cells.bin',
    'folded.json',
    'overview.json.gz',
  ]);
}

it.each([
  ['plain', log, 120],
  ['gzip', gzipSync(log), 400],
])(
  'a process killed with SIGKILL, folding, ending or putting away, leaves one document and one text, %s',
  async (kind, stream, span) => {
    const draw = drawNumbers(stream.length);
    let run = 0;
    newRun(`${kind}-${run}`, stream);
    for (let kills = 0; kills < KILLS; kills += 1) {
      if ((await killAfter(`${kind}-${run}`, draw() * span)) !== 'put away') continue;
      await expectPutAway(`${kind}-${run}`);
      run += 1;
      newRun(`${kind}-${run}`, stream);
    }
    expect(await killAfter(`${kind}-${run}`, 30_000)).toBe('put away');
    await expectPutAway(`${kind}-${run}`);
  },
  120_000,
);
