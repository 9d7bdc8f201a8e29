import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as linesDoor } from '@/app/api/runs/[runId]/lines/route';
import { GET as rawRoute } from '@/app/api/runs/[runId]/raw/route';
import { readDocument } from '@/lib/server/fold-worker/document-file';
import { instance } from '@/lib/server/instance';
import { endRun } from '@/lib/server/run/end-run';
import { readAnalysis } from '@/lib/server/run/read-analysis';
import { readRunBytes, readRunLines } from '@/lib/server/run/read-lines';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';
import { at, request, TestSource } from '@/lib/server/test/doors';
import { foldAtOnce, sampleLog, withoutCells } from '@/lib/server/test/logs';
import { operator, TestInstance } from '@/lib/server/test/test-instance';
import { until } from '@/lib/server/test/until';
import { TestWatcher } from '@/lib/server/test/watch';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open();
});
afterAll(() => server.close());

const log = sampleLog('two-in-one-run');
const expected = foldAtOnce(log);
/** As a watcher is told it: cells come by another door. */
const shown = withoutCells(expected);
const all = { 'upload-length': String(log.length) };

const rawDoor = (runId: string): Promise<Response> =>
  rawRoute(request(`/api/runs/${runId}/raw`), at({ runId }));

/** The log as somebody gets it who saves and unpacks it. */
async function rawText(runId: string): Promise<Buffer> {
  const answer = await rawDoor(runId);
  const packed = Buffer.from(await answer.arrayBuffer());
  const tool = answer.headers.get('content-type') === 'application/zstd' ? 'zstd' : 'gzip';
  return execFileSync(tool, ['-dc'], { input: packed, maxBuffer: 1e9 });
}

async function send(source: TestSource, upTo: number, headers = {}): Promise<void> {
  const from = await source.offset();
  const answer = await source.append(from, log.subarray(from, upTo), headers);
  if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`);
}

const folded = (bytes: number) => (watcher: TestWatcher) =>
  watcher.last?.facts.foldedBytes === bytes && watcher.analysis.source.bytes === bytes;

describe('who watches a run', () => {
  it('sees the same from the start, from the middle and after the end', async () => {
    const source = await TestSource.create();
    const early = await TestWatcher.open(source.runId);
    await early.until(({ last }) => last?.kind === 'snapshot');
    expect(early.last?.facts).toMatchObject({ state: 'waiting', receivedBytes: 0 });
    for (let upTo = 200_000; upTo < log.length; upTo += 200_000) await send(source, upTo);
    const late = await TestWatcher.open(source.runId);
    await send(source, log.length, all);
    await Promise.all([early.ended(), late.ended()]);
    const after = await TestWatcher.open(source.runId);
    await after.ended();
    for (const watcher of [early, late, after]) expect(watcher.analysis).toEqual(shown);
    expect(after.frames).toHaveLength(1);
    expect(early.last?.facts).toMatchObject({
      state: 'complete',
      receivedBytes: log.length,
      foldedBytes: log.length,
    });
    expect(JSON.parse(Buffer.from((await readAnalysis(operator, source.runId)).bytes).toString())).toEqual(
      expected,
    );
    await Promise.all([early, late, after].map((watcher) => watcher.close()));
  });

  it('gets what it missed when it comes back, without a snapshot, and a snapshot when its cursor means nothing', async () => {
    const source = await TestSource.create();
    const first = await TestWatcher.open(source.runId);
    await send(source, 300_000);
    await first.until(folded(300_000));
    const { cursor, analysis } = first;
    await first.close();
    await send(source, 600_000);
    await sleep(200);
    const back = await TestWatcher.open(source.runId, cursor);
    back.analysis = analysis;
    back.frames.push({ ...first.frames.at(-1) } as never);
    await back.until(folded(600_000));
    expect(back.frames.slice(1).every(({ kind }) => kind === 'delta')).toBe(true);
    const stranger = await TestWatcher.open(source.runId, { epoch: 'other', seq: 3 });
    await stranger.until(folded(600_000));
    expect(stranger.frames[0]?.kind).toBe('snapshot');
    expect(stranger.analysis).toEqual(back.analysis);
    await Promise.all([back.close(), stranger.close()]);
  });

  it('and does not read costs no more than a snapshot, and is right again when it reads', async () => {
    const source = await TestSource.create();
    const slow = await TestWatcher.open(source.runId);
    await slow.until(({ last }) => last?.kind === 'snapshot');
    const quick = await TestWatcher.open(source.runId);
    // Frames of this many watchers' documents are far more than what may wait for one.
    const many = Math.ceil(log.length / 60);
    const reading = quick.ended();
    for (let upTo = many; upTo < log.length; upTo += many) {
      await send(source, upTo);
      await sleep(20);
    }
    await send(source, log.length, all);
    await reading;
    await slow.ended();
    expect(slow.analysis).toEqual(shown);
    await Promise.all([slow.close(), quick.close()]);
  });

  it('is counted, and let go when it leaves', async () => {
    const { streams } = await instance();
    const before = streams.size;
    const source = await TestSource.create();
    const watchers = await Promise.all([1, 2, 3].map(() => TestWatcher.open(source.runId)));
    expect(streams.size).toBe(before + 3);
    await watchers[0]?.until(({ last }) => last?.facts.watchers === 3);
    await Promise.all(watchers.map((watcher) => watcher.close()));
    expect(streams.size).toBe(before);
  });

  it('sees facts change without the document: the fold is not asked for them', async () => {
    const source = await TestSource.create();
    const watcher = await TestWatcher.open(source.runId);
    await watcher.until(({ last }) => last?.kind === 'snapshot');
    const other = await TestWatcher.open(source.runId);
    await watcher.until(({ last }) => last?.facts.watchers === 2);
    expect(watcher.last).toMatchObject({ kind: 'delta', delta: {} });
    await Promise.all([watcher.close(), other.close()]);
  });
});

/** Lets ended runs be put away while the server dies again and again; answers how often it had to start anew. */
async function putAwayDying(runId: string, next: (below: number) => number): Promise<number> {
  const { slogIn } = runFolder(server.dataDir, runId);
  for (let round = 0; round < 40; round += 1) {
    if (!existsSync(slogIn)) return round;
    await sleep(next(60 + round * 20));
    await server.crash();
  }
  throw new Error('The stream was never put away.');
}

describe('a run whose server and fold die', () => {
  it.each([
    ['gzip', gzipSync(log)],
    ['plain', log],
  ])(
    '20 times, at random, has the document of the uninterrupted log, rows and lines and all, %s',
    async (_, stream) => {
      const source = await TestSource.create();
      let random = stream.length;
      const next = (below: number): number => {
        random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
        return random % below;
      };
      for (let round = 0; round < 20; round += 1) {
        const from = await source.offset();
        const answer = source.append(from, stream.subarray(from, from + next(stream.length / 12)));
        await sleep(next(30));
        if (next(2) === 0) await answer;
        await server.crash();
        await answer;
      }
      const from = await source.offset();
      expect(
        (await source.append(from, stream.subarray(from), { 'upload-length': String(stream.length) })).status,
      ).toBe(204);
      expect(
        JSON.parse(String(await readDocument(runFolder(server.dataDir, source.runId).analysis))),
      ).toEqual(expected);
      expect(await readRun(operator, source.runId)).toMatchObject({
        state: 'complete',
        lines: expected.source.lines,
        upgradesDone: expected.summary.byOutcome.upgraded,
        warnings: expected.summary.warnings,
      });
      const { prisma } = (await instance()).database;
      const where = { runId: source.runId };
      const upgrades = await prisma.runUpgrade.findMany({ where, orderBy: { index: 'asc' } });
      expect(upgrades.map(({ content }) => content)).toEqual(expected.upgrades);
      expect(await prisma.runFinding.count({ where })).toBe(expected.findings.length);
      expect((await prisma.run.findUniqueOrThrow({ where: { id: source.runId } })).sha256).toBe(
        expected.source.sha256,
      );
      await putAwayDying(source.runId, next);
      const lines = log.toString('utf8').split('\n').slice(0, -1);
      const { lines: found, total } = await readRunLines(operator, source.runId, { from: 1, count: 200 });
      expect(total).toBe(lines.length);
      expect(found.map(({ text }) => text)).toEqual(lines.slice(0, 200).map((line) => line.slice(0, 65_536)));
      expect(await source.offset()).toBe(stream.length);
      expect((await source.append(stream.length, Buffer.from('x'))).status).toBe(410);
      expect((await rawText(source.runId)).equals(log)).toBe(true);
      const watcher = await TestWatcher.open(source.runId);
      await watcher.ended();
      expect(watcher.analysis).toEqual(shown);
      await watcher.close();
    },
  );

  it('is made anew by another version from the archive alone, rows and all', async () => {
    const source = await TestSource.create();
    await send(source, log.length, all);
    const folder = runFolder(server.dataDir, source.runId);
    await until(() => !existsSync(folder.slogIn));
    const { prisma } = (await instance()).database;
    const where = { runId: source.runId };
    await prisma.runUpgrade.deleteMany({ where });
    await prisma.run.update({ where: { id: source.runId }, data: { state: 'incomplete', upgradesDone: 77 } });
    writeFileSync(folder.analysis, gzipSync('{}'));
    writeFileSync(folder.folded, readFileSync(folder.folded, 'utf8').replace('fold@', 'fold@old'));
    for (let round = 0; round < 3; round += 1) {
      await server.crash();
      await sleep(round * 120);
    }
    await until(async () => (await readRun(operator, source.runId)).state === 'complete');
    await until(() => readFileSync(folder.folded, 'utf8').includes(expected.source.sha256 ?? '?'));
    expect(JSON.parse(String(await readDocument(folder.analysis)))).toEqual(expected);
    expect(await prisma.runUpgrade.count({ where })).toBe(expected.upgrades.length);
    expect((await readRun(operator, source.runId)).upgradesDone).toBe(expected.summary.byOutcome.upgraded);
  });

  it('after its last byte came and before its end was written, ends at the next start', async () => {
    const source = await TestSource.create();
    await send(source, 1000);
    const live = await (await instance()).runs.get(source.runId);
    await live?.setLength(1000);
    await server.crash();
    const watcher = await TestWatcher.open(source.runId);
    await watcher.ended();
    expect((await readRun(operator, source.runId)).endedAt).not.toBeNull();
    await watcher.close();
  });
});

describe('the raw door', () => {
  it('gives a log that still grows, and an empty one, as a file that zcat reads', async () => {
    const source = await TestSource.create();
    await send(source, 500_000);
    await until(async () => (await rawText(source.runId)).length === 500_000);
    expect((await rawText(source.runId)).equals(log.subarray(0, 500_000))).toBe(true);
    const empty = await TestSource.create();
    await endRun(operator, empty.runId, null);
    const answer = await rawDoor(empty.runId);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="test-\w{8}\.slog\.(gz|zst)"$/,
    );
    expect(Number(answer.headers.get('x-vatdeck-length'))).toBe((await answer.arrayBuffer()).byteLength);
    expect((await rawText(empty.runId)).length).toBe(0);
  });
});

describe('the lines door', () => {
  it('finds each execution of a block and of a crank', async () => {
    const source = await TestSource.create();
    const twice = [7, 8, 9, 8, 9, 10].flatMap((n) => [
      `{"type":"cosmic-swingset-begin-block","blockHeight":${n},"time":1}`,
      `{"type":"crank-start","crankNum":${n + 90},"time":1}`,
    ]);
    await source.append(0, Buffer.from(`${twice.join('\n')}\n`));
    const ask = async (query: string) =>
      (
        await linesDoor(request(`/api/runs/${source.runId}/lines?${query}`), at({ runId: source.runId }))
      ).json();
    await until(async () => (await ask('from=1&count=1')).total === 12);
    const place = (line: number) => ({
      line,
      byte: twice.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0),
    });
    for (const state of ['live', 'ended']) {
      expect([state, await ask('block=8')]).toEqual([state, { places: [place(3), place(7)] }]);
      expect([state, await ask('crank=99')]).toEqual([state, { places: [place(6), place(10)] }]);
      expect([state, await ask('crank=3')]).toEqual([state, { places: [] }]);
      if (state === 'live') await endRun(operator, source.runId, null);
    }
  });

  const lines = log.toString('utf8').split('\n').slice(0, -1);

  it.each(['plain', 'gzip'])('gives any lines and bytes of a %s stream, live and ended', async (kind) => {
    const source = await TestSource.create();
    const stream = kind === 'gzip' ? gzipSync(log) : log;
    await source.append(0, stream);
    const watcher = await TestWatcher.open(source.runId);
    await watcher.until(({ analysis }) => analysis.source.lines === lines.length);
    await watcher.close();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: lines.length + 20 }),
        fc.integer({ min: 1, max: 200 }),
        async (from, count) => {
          const answer = await readRunLines(operator, source.runId, { from, count });
          expect(answer.total).toBe(lines.length);
          expect(answer.lines.map(({ text }) => text)).toEqual(
            lines.slice(from - 1, from - 1 + count).map((text) => text.slice(0, 64 * 1024)),
          );
          for (const { byte, length, text } of answer.lines.slice(0, 3))
            expect(log.toString('utf8', byte, byte + Math.min(length, 64 * 1024))).toBe(text);
        },
      ),
      { numRuns: 60 },
    );
    const bytes = await readRunBytes(operator, source.runId, { byte: 1000, length: 500 });
    expect(Buffer.from(bytes).equals(log.subarray(1000, 1500))).toBe(true);
  });

  it('cuts the text of a long line, tells its true length, and refuses what makes no sense', async () => {
    const source = await TestSource.create();
    const long = `{"type":"create-vat","x":"${'a'.repeat(300_000)}"}`;
    await source.append(0, Buffer.from(`{"type":"deliver"}\n${long}\nrest`));
    const ask = async (query: string) => {
      const answer = await linesDoor(
        request(`/api/runs/${source.runId}/lines?${query}`),
        at({ runId: source.runId }),
      );
      return { status: answer.status, body: await answer.text() };
    };
    const watcher = await TestWatcher.open(source.runId);
    await watcher.until(({ last }) => last?.facts.foldedBytes === long.length + 24);
    await watcher.close();
    const { lines: found } = JSON.parse((await ask('from=2&count=5')).body);
    expect(
      found.map((line: { line: number; byte: number; length: number; text: string }) => [
        line.line,
        line.byte,
        line.length,
        line.text.length,
      ]),
    ).toEqual([
      [2, 19, long.length, 65_536],
      [3, 20 + long.length, 4, 4],
    ]);
    expect(await ask('byte=0&length=6')).toEqual({ status: 200, body: '{"type' });
    for (const query of [
      '',
      'from=0&count=1',
      'from=1&count=201',
      'from=x&count=1',
      'byte=0&length=2000000',
      'byte=-1&length=1',
      'block=-1',
      'crank=many',
    ])
      expect((await ask(query)).status).toBe(400);
  });
});
