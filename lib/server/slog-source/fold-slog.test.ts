import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { foldSlog, type SlogInput } from '@/lib/server/slog-source/fold-slog';
import type { SlogWish } from '@/lib/server/slog-source/slog-wish';
import { sampleLog } from '@/lib/server/test/logs';
import { foldBytes, startFold, toAnalysis } from '@/lib/upgrade/fold';

const dir = mkdtempSync(path.join(tmpdir(), 'vatdeck-fold-slog-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Random bytes in strings, so that it does not pack small. */
function noisy(lines: number): string {
  let seed = 1;
  const next = (): string => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed.toString(36);
  };
  return Array.from(
    { length: lines },
    (_, i) =>
      `{"type":"clist","crankNum":${i},"mode":"import","vatID":"v1","kobj":"ko${Array.from({ length: 12 }, next).join('')}","time":${1e9 + i},"monotime":${i}.5}\n`,
  ).join('');
}

const one = sampleLog('all-well');
const log = Buffer.concat([...Array.from({ length: 5 }, () => one), Buffer.from(noisy(20_000)), one]);
const file = (name: string, bytes: Uint8Array): string => {
  const place = path.join(dir, name);
  writeFileSync(place, bytes);
  return place;
};

async function documentOf(input: SlogInput, wish: SlogWish = {}): Promise<string> {
  const { fold, damage } = await foldSlog(input, { digest: true, ...wish });
  expect(damage).toBe(null);
  return JSON.stringify(toAnalysis(fold, { final: true }));
}

const hash = createHash('sha256').update(log).digest('hex');
const known = startFold({ update: () => {}, hex: () => hash });
foldBytes(known, log);
const expected = JSON.stringify(toAnalysis(known, { final: true }));

const inChunks = (bytes: Uint8Array, size: number): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      Buffer.from(bytes.subarray(i * size, (i + 1) * size)),
    ),
  );

describe('foldSlog', () => {
  const packed = gzipSync(log, { level: 1 });
  const members = Buffer.concat([
    gzipSync(log.subarray(0, 2_000_001)),
    gzipSync(''),
    gzipSync(log.subarray(2_000_001)),
  ]);

  it('gives the same document for every way in', { timeout: 60_000 }, async () => {
    expect(packed.length).toBeGreaterThan(9 * 65_536);
    const plain = file('a plain one', log);
    const ways: readonly (readonly [SlogInput, SlogWish])[] = [
      [{ file: plain }, {}],
      [{ file: plain }, { strict: true }],
      [{ file: plain }, { ahead: true }],
      [{ file: plain }, { ahead: true, strict: true }],
      [{ file: file('packed', packed) }, {}],
      [{ file: file('members', members) }, { strict: true }],
      [{ stream: inChunks(log, 65_536) }, {}],
      [{ stream: inChunks(log, 100_003) }, { strict: true }],
      [{ stream: inChunks(packed, 7_919) }, {}],
      [{ stream: inChunks(members, 262_144) }, {}],
      [{ file: plain }, { judge: (head, complete) => complete || head.length > 1_000_000 }],
      [{ stream: inChunks(log, 5_000) }, { judge: (head) => head.length > 300_000 }],
    ];
    for (const [input, wish] of ways) expect((await documentOf(input, wish)) === expected).toBe(true);
  });

  it.runIf(process.platform !== 'win32')('opens a named pipe once', { timeout: 60_000 }, async () => {
    for (const bytes of [log, packed]) {
      const pipe = path.join(dir, `pipe ${bytes.length}`);
      execFileSync('mkfifo', [pipe]);
      const writing = writeFile(pipe, bytes);
      expect((await documentOf({ file: pipe })) === expected).toBe(true);
      await writing;
    }
  });

  it('reads of a file that grows what there was when it was opened', async () => {
    const growing = file('growing', log);
    const onProgress = vi.fn(() => appendFileSync(growing, 'more\n'));
    expect((await documentOf({ file: growing }, { onProgress })) === expected).toBe(true);
    expect(onProgress).toHaveBeenCalled();
  });

  it('ends with what the judge or the source throws', async () => {
    const judge = (): boolean => {
      throw new Error('no slog');
    };
    for (const input of [
      { file: file('other', packed) },
      { stream: inChunks(packed, 65_536) },
      { file: file('p', log) },
    ])
      await expect(foldSlog(input, { digest: true, judge })).rejects.toThrow('no slog');
    async function* breaking() {
      for (let at = 0; at < 800_000; at += 50_000) yield packed.subarray(at, at + 50_000);
      throw new Error('disk gone');
    }
    const stream = Readable.from(breaking());
    await expect(foldSlog({ stream }, { digest: true })).rejects.toThrow('disk gone');
    await expect(foldSlog({ file: path.join(dir, 'missing') }, {})).rejects.toThrow('ENOENT');
  });

  it.each([
    ['unpacks', packed, /The thread that unpacks the gzip data failed: it was ended from outside\./],
    ['hashes', log, /The thread that makes the text's sha-256 failed: it was ended from outside\./],
  ])('says so when the thread that %s is killed', async (_name, bytes, message) => {
    const killed: Promise<number>[] = [];
    const post = vi.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
      killed.push(this.terminate());
    });
    await expect(foldSlog({ stream: inChunks(bytes, 65_536) }, { digest: true })).rejects.toThrow(message);
    post.mockRestore();
    await Promise.all(killed);
    expect(killed.length).toBe(1);
  });

  it('leaves no thread behind, neither at its end nor when it fails', async () => {
    const post = vi.spyOn(Worker.prototype, 'postMessage');
    await documentOf({ stream: inChunks(packed, 65_536) });
    const judge = (head: Uint8Array): boolean => {
      if (head.length > 2_000_000) throw new Error('enough');
      return false;
    };
    await expect(foldSlog({ stream: inChunks(packed, 65_536) }, { judge })).rejects.toThrow('enough');
    const atOnce = (): never => {
      throw new Error('no slog');
    };
    await expect(foldSlog({ stream: inChunks(packed, 65_536) }, { judge: atOnce })).rejects.toThrow(
      'no slog',
    );
    const threads = new Set(post.mock.contexts.filter((context) => context instanceof Worker));
    post.mockRestore();
    expect(threads.size).toBeGreaterThanOrEqual(4);
    // A thread that has ended has no number; one that was just told to may need a moment on a busy machine.
    await vi.waitFor(
      () => expect([...threads].filter(({ threadId }) => threadId !== -1)).toEqual([]),
      10_000,
    );
  });
});
