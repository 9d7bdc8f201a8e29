import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instance } from '@/lib/server/instance';
import { OpenRuns } from '@/lib/server/live/open-runs';
import { runFolder } from '@/lib/server/run/run-folder';
import { TestSource } from '@/lib/server/test/doors';
import { TestInstance } from '@/lib/server/test/test-instance';
import { until } from '@/lib/server/test/until';
import { TestWatcher } from '@/lib/server/test/watch';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open();
});
afterAll(() => server.close());

it('a server that stops saves where its folds are, sends senders and watchers away, and takes no second', async () => {
  const source = await TestSource.create();
  const hanging = source.append(
    0,
    new ReadableStream({
      start: (controller) =>
        controller.enqueue(new TextEncoder().encode('{"type":"crank-start","time":1}\n')),
    }),
  );
  const watcher = await TestWatcher.open(source.runId);
  await watcher.until(({ analysis }) => analysis.source.lines === 1);
  const { runs, streams } = await instance();
  const started = performance.now();
  await runs.stop();
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(streams.size).toBe(0);
  expect((await hanging).status).toBe(409);
  await expect(watcher.until(() => false)).rejects.toThrow(/closed/);
  expect(existsSync(runFolder(server.dataDir, source.runId).checkpoint)).toBe(true);
});

it('a run that nobody sends to or watches gives its thread back, and goes on for whoever comes', async () => {
  const { database, env, streams } = await instance();
  const runs = new OpenRuns({ dataDir: env.dataDir, database, streams, idleAfter: 500 });
  const { runId } = await TestSource.create();
  const first = await runs.get(runId);
  const turn = await first?.take(0);
  await turn?.append(new TextEncoder().encode('{"type":"crank-start","time":1}\n'));
  await sleep(1_700);
  expect(runs.find(runId)).toBe(first);
  turn?.release();
  await until(() => runs.find(runId) === null);
  const second = await runs.get(runId);
  expect(second).not.toBe(first);
  expect(second?.facts()).toMatchObject({ state: 'streaming', receivedBytes: 32 });
  const again = await second?.take(32);
  again?.release();
  await runs.stop();
});

it('a fold that dies begins again by itself, and its watchers are given the document anew', async () => {
  const { database, env, streams } = await instance();
  const runs = new OpenRuns({ dataDir: env.dataDir, database, streams });
  const { runId } = await TestSource.create();
  const { archive } = runFolder(env.dataDir, runId);
  writeFileSync(archive, 'in the way');
  const live = await runs.get(runId);
  const turn = await live?.take(0);
  await turn?.append(new TextEncoder().encode('{"type":"crank-start","time":1}\n'));
  await turn?.settle();
  turn?.release();
  await sleep(300);
  expect(live?.facts()).toMatchObject({ receivedBytes: 32, foldedBytes: 0 });
  rmSync(archive);
  await until(() => live?.facts().foldedBytes === 32);
  await runs.stop();
});
