import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELETE } from '@/app/api/runs/[runId]/route';
import { HEAD } from '@/app/api/runs/[runId]/slog/route';
import { AppendFile } from '@/lib/server/ingest/append-file';
import { HeadJudge } from '@/lib/server/ingest/head-judge';
import { instance } from '@/lib/server/instance';
import { createRun } from '@/lib/server/run/create-run';
import { endRun } from '@/lib/server/run/end-run';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';
import { allowLongBodies } from '@/lib/server/start/long-bodies';
import { at, refusal, request, TestSource } from '@/lib/server/test/doors';
import { storedText } from '@/lib/server/test/stored-text';
import { operator, TestInstance } from '@/lib/server/test/test-instance';
import { until } from '@/lib/server/test/until';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open({ maxRunBytes: 1_000_000 });
});
afterAll(() => server.close());

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const line = (n: number): string => `{"type":"kernel-stats","time":${n},"stats":{}}\n`;
const log = text(Array.from({ length: 200 }, (_, n) => line(n)).join(''));
const stored = (runId: string): Promise<Buffer> => storedText(server.dataDir, runId);

/** A body that its test feeds. */
function slowBody() {
  let push: (bytes: Uint8Array) => void = () => {};
  let end = (): void => {};
  let fail: (error: Error) => void = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      push = (bytes) => controller.enqueue(bytes);
      end = () => controller.close();
      fail = (error) => controller.error(error);
    },
  });
  return {
    stream,
    push: (bytes: Uint8Array) => push(bytes),
    end: () => end(),
    fail: (error: Error) => fail(error),
  };
}

describe('the slog door', () => {
  it('takes bytes at the durable offset, says where it stands, and ends the run at Upload-Length', async () => {
    const source = await TestSource.create();
    expect(await source.offset()).toBe(0);
    const half = await source.append(0, log.subarray(0, 1000), { 'upload-length': String(log.length) });
    expect([half.status, half.headers.get('upload-offset')]).toEqual([204, '1000']);
    expect((await readRun(operator, source.runId)).state).toBe('streaming');
    expect((await source.append(1000, log.subarray(1000))).status).toBe(204);
    expect(await readRun(operator, source.runId)).toMatchObject({
      state: 'complete',
      lines: 200,
      receivedBytes: log.length,
    });
    expect((await stored(source.runId)).equals(log)).toBe(true);
    expect(await source.offset()).toBe(log.length);
    expect(await refusal(await source.append(log.length, text('x')))).toEqual({
      status: 410,
      code: 'run-ended',
      offset: String(log.length),
    });
  });

  it('refuses a wrong offset, token, type, number and run, and takes nothing of it', async () => {
    const source = await TestSource.create();
    await source.append(0, log.subarray(0, 10));
    for (const offset of [0, 9, 11, 5000])
      expect(await refusal(await source.append(offset, log))).toEqual({
        status: 409,
        code: 'offset-mismatch',
        offset: '10',
      });
    const refused: [Record<string, string>, number, string][] = [
      [{ authorization: 'Bearer nonsense' }, 401, 'wrong-token'],
      [{ authorization: '' }, 401, 'wrong-token'],
      [{ 'content-type': 'application/json' }, 415, 'wrong-content-type'],
      [{ 'upload-offset': '-1' }, 400, 'bad-input'],
      [{ 'upload-length': '5' }, 400, 'bad-input'],
      [{ origin: 'https://elsewhere.example' }, 403, 'forbidden'],
      [{ host: 'rebound.example' }, 403, 'forbidden'],
    ];
    for (const [headers, status, code] of refused)
      expect(await refusal(await source.append(10, log, headers))).toMatchObject({ status, code });
    const other = await TestSource.create();
    const stolen = new TestSource({ ...source.source, ingestToken: other.source.ingestToken });
    expect(await refusal(await stolen.append(10, log))).toMatchObject({ status: 401 });
    const nobody = await HEAD(request('/api/runs/nope/slog', { method: 'HEAD' }), at({ runId: 'nope' }));
    expect(nobody.status).toBe(404);
    expect(await source.offset()).toBe(10);
    expect((await stored(source.runId)).length).toBe(10);
  });

  it('keeps only the hash of a token', async () => {
    const source = await TestSource.create();
    const { prisma } = (await instance()).database;
    const row = await prisma.run.findUniqueOrThrow({ where: { id: source.runId } });
    expect(row.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? Number(v) : v))).not.toContain(
      source.source.ingestToken,
    );
  });

  it('refuses what is too large by its words, and by its bytes, keeping what went before', async () => {
    const source = await TestSource.create();
    expect(await refusal(await source.append(0, log, { 'upload-length': '1000001' }))).toMatchObject({
      status: 413,
      code: 'too-large',
    });
    const first = log.subarray(0, 500);
    await source.append(0, first);
    const body = slowBody();
    const answer = source.append(500, body.stream);
    body.push(text(' '.repeat(600_000)));
    body.push(text(' '.repeat(600_000)));
    expect(await refusal(await answer)).toMatchObject({ status: 413, code: 'too-large' });
    expect(await source.offset()).toBe(600_500);
    await expect(
      createRun(operator, { title: 'x', kind: 'clone', expectedBytes: 1e12 }),
    ).rejects.toMatchObject({ code: 'too-large' });
  });

  it('makes a long body durable while it comes, and keeps what came when it breaks off', async () => {
    const source = await TestSource.create();
    const body = slowBody();
    const answer = source.append(0, body.stream);
    for (let sent = 0; sent < 1000; sent += 100) {
      body.push(log.subarray(sent, sent + 100));
      await until(async () => (await source.offset()) === sent + 100);
    }
    body.fail(new Error('the line went dead'));
    expect(await refusal(await answer)).toEqual({ status: 400, code: 'broken-off', offset: '1000' });
    expect(await source.offset()).toBe(1000);
    expect((await source.append(1000, log.subarray(1000))).status).toBe(204);
    expect((await stored(source.runId)).equals(log)).toBe(true);
  });

  it('lets a newer request at the right offset take over from one that hangs, but not one at a wrong offset', async () => {
    const source = await TestSource.create();
    const body = slowBody();
    const hanging = source.append(0, body.stream);
    body.push(log.subarray(0, 100));
    await until(async () => (await source.offset()) === 100);
    expect(await refusal(await source.append(0, log))).toMatchObject({ status: 409 });
    body.push(log.subarray(100, 200));
    await until(async () => (await source.offset()) === 200);
    expect((await source.append(200, log.subarray(200))).status).toBe(204);
    expect(await refusal(await hanging)).toMatchObject({ status: 409 });
    expect((await stored(source.runId)).equals(log)).toBe(true);
  });

  it.each([
    ['a PNG image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
    ['a JSON array', text('[1,2,{"a":1}]')],
    ['gzip of a JSON array', new Uint8Array(gzipSync('[1,2]'))],
    ['JSON lines of another kind', text('{"a":1}\n{"a":2}\n')],
    ['HTML or XML', text('<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>')],
    ['HTML or XML', text('<!doctype html>\n<title>404</title>\n')],
    ['text that begins with "hello"', text('hello')],
  ])('refuses %s with its name, and the run has failed', async (name, bytes) => {
    const source = await TestSource.create();
    const answer = await source.append(0, bytes, { 'upload-length': String(bytes.length) });
    expect((await answer.clone().json()).error.message).toContain(
      `What was sent is not a slog: it is ${name}`,
    );
    expect(await refusal(answer)).toMatchObject({ status: 422, code: 'not-a-slog', offset: '0' });
    await until(async () => (await readRun(operator, source.runId)).state === 'failed');
    expect((await readRun(operator, source.runId)).reason).toContain(name);
    expect(await refusal(await source.append(0, log))).toMatchObject({ status: 410 });
  });

  it.each([
    ['<svg/>', 'HTML or XML'],
    ['hello', 'text that begins with "hello"'],
    ['', 'empty'],
  ])('names what it got when only the end tells that this was all: %j', async (body, name) => {
    const source = await TestSource.create();
    await source.append(0, text(body));
    await source.append(body.length, new Uint8Array(), { 'upload-length': String(body.length) });
    expect(await readRun(operator, source.runId)).toMatchObject({
      state: 'failed',
      reason: `What was sent is not a slog: it is ${name}.`,
    });
    const other = await TestSource.create();
    await other.append(0, text(body));
    await server.crash();
    await endRun(operator, other.runId, 'enough');
    expect((await readRun(operator, other.runId)).state).toBe(body === '' ? 'incomplete' : 'failed');
  });

  it('ends where an operator says: complete, or incomplete inside a crank, and a deleted run is gone', async () => {
    const closed = await TestSource.create();
    await closed.append(0, log);
    await endRun(operator, closed.runId, 'enough');
    expect(await readRun(operator, closed.runId)).toMatchObject({ state: 'complete', reason: 'enough' });
    const open = await TestSource.create();
    await open.append(0, text('{"type":"crank-start","crankNum":1,"time":1}\n'));
    const remove = () =>
      DELETE(request(`/api/runs/${open.runId}`, { method: 'DELETE' }), at({ runId: open.runId }));
    expect((await remove()).status).toBe(409);
    await endRun('source', open.runId, null);
    expect((await readRun(operator, open.runId)).state).toBe('incomplete');
    await expect(endRun(operator, open.runId, null)).rejects.toMatchObject({ code: 'run-ended' });
    expect((await remove()).status).toBe(204);
    await expect(readRun(operator, open.runId)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('any history of sending', () => {
  type Act = 'append' | 'break off' | 'hang' | 'wrong offset' | 'server dies';
  const act = fc.record({
    kind: fc.constantFrom<Act>('append', 'append', 'break off', 'hang', 'wrong offset', 'server dies'),
    size: fc.integer({ min: 0, max: 3000 }),
  });

  it('ends with exactly the bytes of the source', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
        const source = await TestSource.create();
        const hanging: { body: ReturnType<typeof slowBody>; answer: Promise<Response> }[] = [];
        for (const { kind, size } of acts) {
          const from = await source.offset();
          const piece = log.subarray(from, from + size);
          if (kind === 'append') await source.append(from, piece);
          if (kind === 'wrong offset') await source.append(from + 1 + size, piece);
          if (kind === 'server dies') await server.crash();
          if (kind === 'break off' || kind === 'hang') {
            const body = slowBody();
            const answer = source.append(from, body.stream);
            if (piece.length > 0) body.push(piece);
            if (kind === 'hang') hanging.push({ body, answer });
            else {
              await sleep(size % 7);
              body.fail(new Error('gone'));
              await answer;
            }
          }
        }
        let offset = await source.offset();
        for (let tries = 0; offset < log.length && tries < 5; tries += 1) {
          await source.append(offset, log.subarray(offset), { 'upload-length': String(log.length) });
          offset = await source.offset();
        }
        if ((await readRun(operator, source.runId)).endedAt === null)
          await source.append(offset, new Uint8Array(), { 'upload-length': String(log.length) });
        await Promise.all(hanging.map(({ answer }) => answer));
        expect((await stored(source.runId)).equals(log)).toBe(true);
        expect(await readRun(operator, source.runId)).toMatchObject({ state: 'complete', lines: 200 });
      }),
      { numRuns: 20 },
    );
  });
});

describe('a full disk', () => {
  const root = process.getuid?.() === 0 && process.platform === 'linux';
  it.runIf(root)(
    'is said, keeps what was durable and the run open, and is over when there is room',
    async () => {
      const mount = mkdtempSync(path.join(tmpdir(), 'vatdeck-full-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mount]);
      const before = await instance();
      try {
        const source = await TestSource.create();
        const { dir } = runFolder(server.dataDir, source.runId);
        rmSync(dir, { recursive: true });
        mkdirSync(path.join(mount, 'run'));
        execFileSync('ln', ['-s', path.join(mount, 'run'), dir]);
        const filler = path.join(mount, 'filler');
        writeFileSync(filler, Buffer.alloc(200 * 1024));
        const big = text(Array.from({ length: 4000 }, (_, n) => line(n)).join(''));
        const full = await refusal(await source.append(0, big));
        expect(full).toMatchObject({ status: 507, code: 'storage-full' });
        const kept = await source.offset();
        expect(full.offset).toBe(String(kept));
        expect(kept).toBeGreaterThan(0);
        expect(kept).toBeLessThan(big.length);
        expect(await readRun(operator, source.runId)).toMatchObject({
          state: 'streaming',
          receivedBytes: kept,
        });
        rmSync(filler);
        const rest = await source.append(kept, big.subarray(kept, 100_000), { 'upload-length': '100000' });
        expect(rest.status).toBe(204);
        expect((await stored(source.runId)).equals(big.subarray(0, 100_000))).toBe(true);
        await until(async () => (await readRun(operator, source.runId)).endedAt !== null);
      } finally {
        expect(await instance()).toBe(before);
        execFileSync('umount', ['-l', mount]);
        rmSync(mount, { recursive: true, force: true });
      }
    },
  );

  it.runIf(root)(
    'under the archive holds nothing up: what comes is kept, the run says why it waits, and goes on',
    async () => {
      const source = await TestSource.create();
      const { archive, slogIn } = runFolder(server.dataDir, source.runId);
      mkdirSync(archive);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', archive]);
      try {
        const noise = randomBytes(600_000).toString('base64');
        const big = text(`${line(1)}{"type":"console","time":2,"args":["${noise}"]}\n`);
        const first = await source.append(0, big.subarray(0, 700_000));
        expect(first.status).toBe(204);
        const last = await source.append(700_000, big.subarray(700_000), {
          'upload-length': String(big.length),
        });
        expect(last.status).toBe(507);
        const waiting = await readRun(operator, source.runId);
        expect(waiting).toMatchObject({ state: 'streaming', receivedBytes: big.length, endedAt: null });
        expect(waiting.reason).toMatch(/disk of the data folder is full/);
        expect(await source.offset()).toBe(big.length);
        execFileSync('mount', ['-o', 'remount,size=4m', archive]);
        await until(async () => (await readRun(operator, source.runId)).endedAt !== null);
        expect(await readRun(operator, source.runId)).toMatchObject({
          state: 'complete',
          reason: null,
          lines: 2,
        });
        await until(() => !existsSync(slogIn));
        expect((await stored(source.runId)).equals(big)).toBe(true);
      } finally {
        execFileSync('umount', ['-l', archive]);
      }
    },
  );
});

describe('AppendFile', () => {
  it('lets many small appends share a sync, and never counts a byte that is not synced', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'vatdeck-append-'));
    let syncs = 0;
    const file = await AppendFile.open(path.join(dir, 'f'), () => {
      syncs += 1;
    });
    await Promise.all(Array.from({ length: 500 }, () => file.append(text('0123456789'))));
    expect(await file.settle()).toBe(5000);
    expect(syncs).toBeLessThan(250);
    await file.close();
    const again = await AppendFile.open(path.join(dir, 'f'), undefined, 4990);
    expect(again.durable).toBe(4990);
    await again.close();
    rmSync(dir, { recursive: true });
  });
});

describe('HeadJudge', () => {
  const entry = text('{"type":"crank-start","time":1}\n');
  it('waits for an entry, however small the pieces, and is then content', () => {
    const judge = new HeadJudge();
    let looks = 0;
    for (let n = 1; n <= entry.length; n += 1)
      if (judge.wants(n, false)) {
        looks += 1;
        expect(judge.refuse(entry.subarray(0, n), false)).toBeNull();
      }
    expect(looks).toBeLessThan(8);
    expect(judge.wants(1e9, true)).toBe(false);
  });

  it('refuses at the end what never had one', () => {
    expect(new HeadJudge().refuse(text('[1,2]\n'), false)).toBeNull();
    expect(new HeadJudge().refuse(text('[1,2]\n'), true)).toMatch(/^a JSON array/);
    expect(new HeadJudge().refuse(new Uint8Array(gzipSync('[1,2]\n')), true)).toMatch(
      /^gzip of a JSON array/,
    );
  });

  it('does not unpack more of a bomb than it must', () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(200 * 1024 * 1024)));
    const before = performance.now();
    new HeadJudge().refuse(bomb, false);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('a body that takes longer than Node allows a request', () => {
  it('is not cut off', async () => {
    allowLongBodies();
    const http = createServer(
      { requestTimeout: 300, headersTimeout: 250, connectionsCheckingInterval: 50 },
      (incoming, answer) => {
        let size = 0;
        incoming.on('data', (part: Buffer) => {
          size += part.length;
        });
        incoming.on('end', () => answer.end(String(size)));
      },
    );
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    const said = new Promise<string>((resolve, reject) => {
      const outgoing = httpRequest({ port, host: '127.0.0.1', method: 'PATCH' }, (answer) => {
        answer.setEncoding('utf8');
        answer.on('data', (body: string) => resolve(`${answer.statusCode} ${body}`));
      });
      outgoing.on('error', reject);
      outgoing.write('x');
      setTimeout(() => outgoing.end('y'), 900);
    });
    expect(await said).toBe('200 2');
    http.close();
  });
});

describe('no proxy', () => {
  it('stands before the doors: it would cut every body at 10 MB and answer 200', () => {
    const root = process.cwd();
    const names = ['proxy', 'middleware', 'src/proxy', 'src/middleware'];
    const files = names.flatMap((name) =>
      ['.ts', '.js', '.mjs', '.tsx'].map((ext) => path.join(root, name + ext)),
    );
    expect(files.filter((file) => readable(file))).toEqual([]);
  });
});

function readable(file: string): boolean {
  try {
    return readFileSync(file).length >= 0;
  } catch {
    return false;
  }
}
