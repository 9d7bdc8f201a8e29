import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleWorkers } from '@/lib/dev/bundle-workers.mjs';
import { LiveFold } from '@/lib/server/live/live-fold';
import { runFolder } from '@/lib/server/run/run-folder';
import { foldAtOnce, sampleLog } from '@/lib/server/test/logs';

const dataDir = mkdtempSync(path.join(tmpdir(), 'vatdeck-live-fold-'));
beforeAll(() => bundleWorkers());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const log = sampleLog('all-well');
const nothing = () => {};
const hooks = {
  onDelta: nothing,
  onSnapshot: nothing,
  onSaved: nothing,
  onUnreadable: nothing,
  onRestart: nothing,
};

function newFold(runId: string): LiveFold {
  const folder = runFolder(dataDir, runId);
  mkdirSync(folder.dir, { recursive: true });
  writeFileSync(folder.slogIn, log);
  return new LiveFold({ dataDir, runId }, log.length, hooks);
}

it.each(['end', 'stop', 'kill'] as const)(
  'whoever asks at any moment while it comes to its %s is answered',
  async (how) => {
    const fold = newFold(how);
    const state = { isOver: false };
    const over = Promise.resolve(fold[how]()).finally(() => {
      state.isOver = true;
    });
    const asked: Promise<void>[] = [];
    while (!state.isOver) {
      asked.push(fold.flush().catch(nothing));
      await nextTurn();
    }
    await Promise.all(asked);
    const conclusion = await over;
    if (how === 'end')
      expect(conclusion).toMatchObject({ sha256: foldAtOnce(log).source.sha256, isWhole: true });
    expect(asked.length).toBeGreaterThan(0);
  },
);
