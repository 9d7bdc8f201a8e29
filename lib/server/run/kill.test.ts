import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleWorkers } from '@/lib/dev/bundle-workers.mjs';
import { drawNumbers } from '@/lib/server/archive/samples/draw-text';
import { readDocument } from '@/lib/server/fold-worker/document-file';
import { type RunFolder, runFolder } from '@/lib/server/run/run-folder';
import { foldAtOnce, sampleLog } from '@/lib/server/test/logs';
import { storedText } from '@/lib/server/test/stored-text';

const VICTIM = path.resolve('lib/server/test/serve-until-killed.ts');
const dataDir = mkdtempSync(path.join(tmpdir(), 'vatdeck-server-kill-'));
const stream = path.join(dataDir, 'sent.slog');
const one = sampleLog('all-well');
const log = Buffer.concat(Array.from({ length: 6 }, () => one));

beforeAll(async () => {
  await bundleWorkers();
  writeFileSync(stream, log);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

/** Starts a server, goes on with a run or sends a new one, and kills it when it is time; answers all that it said. */
async function serve(
  known: string | null,
  untilTime: (runId: string) => Promise<unknown>,
): Promise<string[]> {
  const args = ['--import', 'tsx', VICTIM, dataDir, stream, known ?? ''];
  const victim = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(victim, 'exit');
  const said: string[] = [];
  let kill: Promise<unknown> | null = null;
  for await (const word of createInterface(victim.stdout)) {
    said.push(word);
    kill ??= untilTime(known ?? word).then(() => victim.kill('SIGKILL'));
    if (word.startsWith('put away')) victim.kill('SIGKILL');
  }
  await gone;
  return said;
}

/** The archive is whole, the document written, and the received bytes are about to be deleted. */
async function untilFolded(runId: string): Promise<void> {
  const { folded } = runFolder(dataDir, runId);
  for (let i = 0; i < 60_000 && !existsSync(folded); i += 1) await sleep(1);
}

const isReceived = ({ ending, slogIn }: RunFolder): boolean =>
  existsSync(ending) && (!existsSync(slogIn) || statSync(slogIn).size === log.length);

it('a server killed while a run ends, or between its end and the deletion of what was received, starts again to the whole run', async () => {
  const expected = foldAtOnce(log);
  const draw = drawNumbers(7);
  let verified = 0;
  for (const time of ['any', 'any', 'folded', 'folded, a little later'] as const) {
    const wait = async (runId: string): Promise<void> => {
      if (time !== 'any') await untilFolded(runId);
      if (time !== 'folded') await sleep(draw() * (time === 'any' ? 400 : 20));
    };
    const [runId = ''] = await serve(null, wait);
    const folder = runFolder(dataDir, runId);
    // Not all was received: its sender would go on, which is tested elsewhere.
    if (!isReceived(folder)) continue;
    verified += 1;
    await serve(runId, () => sleep(draw() * 200));
    const last = await serve(runId, () => sleep(60_000));
    expect(last.at(-1)).toMatch(/^put away (complete|incomplete)$/);
    expect(JSON.parse(String(await readDocument(folder.analysis)))).toEqual(expected);
    expect((await storedText(dataDir, runId)).equals(log)).toBe(true);
    expect(readdirSync(folder.dir).sort()).toEqual([
      'analysis.json.gz',
      'archive',
      'cells.bin',
      'ending.json',
      'folded.json',
      'overview.json.gz',
    ]);
  }
  expect(verified).toBeGreaterThanOrEqual(2);
}, 240_000);
