import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '@/lib/server/archive/block-cutter';
import { RECORD_BYTES } from '@/lib/server/archive/block-record';
import { findBlockHeight, findCrank } from '@/lib/server/archive/find-entry';
import { INDEX_HEAD_BYTES } from '@/lib/server/archive/index-file';
import { openArchive } from '@/lib/server/archive/open-archive';
import { readBytes } from '@/lib/server/archive/read-bytes';
import { findLines, LINE_TEXT_BYTES, readLines } from '@/lib/server/archive/read-lines';
import { readText } from '@/lib/server/archive/read-text';
import { drawText, linesOf } from '@/lib/server/archive/samples/draw-text';
import { total } from '@/lib/server/archive/total';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'vatdeck archive '));
});
afterAll(() => rm(root, { recursive: true, force: true }));

let made = 0;
const freshDir = () => path.join(root, `run ${(made += 1)}`);

async function archiveOf(text: Buffer, chunk = 100_000): Promise<string> {
  const dir = freshDir();
  const archive = await openArchive(dir);
  await appendFrom(archive, text, chunk);
  expect(await archive.flush()).toBe(text.length);
  await archive.close();
  return dir;
}

async function appendFrom(
  archive: Awaited<ReturnType<typeof openArchive>>,
  text: Buffer,
  chunk: number,
): Promise<void> {
  for (let at = archive.position(); at < text.length; at += chunk) {
    await archive.append(text.subarray(at, at + chunk));
  }
}

async function wholeText(dir: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of readText(dir)) parts.push(part);
  return Buffer.concat(parts);
}

const same = (a: Buffer, b: Buffer) => expect(Buffer.compare(a, b)).toBe(0);

describe('a text in, the same text out', () => {
  const text = drawText({ seed: 1, bytes: 6_000_000, longest: 2_600_000 });

  test('every line, byte and total, with lines longer than blocks', async () => {
    const dir = await archiveOf(text, 64 * 1024 + 7);
    same(await wholeText(dir), text);
    const lines = linesOf(text);
    expect(await total(dir)).toMatchObject({ bytes: text.length, lines: lines.length });
    const step = Math.ceil(lines.length / 400);
    for (let i = 0; i < lines.length; i += step) {
      const [got] = await readLines(dir, i + 1, 1);
      const want = lines[i];
      expect({ line: got?.line, byte: got?.byte, length: got?.length }).toEqual({
        line: i + 1,
        byte: want?.byte,
        length: want?.bytes.length,
      });
      expect(got?.text).toBe(want?.bytes.subarray(0, LINE_TEXT_BYTES).toString());
    }
    expect((await readLines(dir, lines.length - 3, 200)).length).toBe(4);
    expect(await readLines(dir, lines.length + 1, 5)).toEqual([]);
    expect(await readLines(dir, 0, 5)).toEqual([]);
  });

  test('any byte range', async () => {
    const dir = await archiveOf(text);
    const range = fc.tuple(fc.nat(text.length + 10), fc.nat(2 * BLOCK_BYTES));
    await fc.assert(
      fc.asyncProperty(range, async ([byte, length]) => {
        same(await readBytes(dir, byte, length), text.subarray(byte, byte + length));
      }),
      { numRuns: 60 },
    );
  });

  test('a range of lines is found as bytes', async () => {
    const dir = await archiveOf(text);
    const lines = linesOf(text);
    const place = await findLines(dir, 11, 5);
    expect(place).toEqual({ byte: lines[10]?.byte, end: lines[15]?.byte });
    expect(await findLines(dir, lines.length, 9)).toEqual({ byte: lines.at(-1)?.byte, end: text.length });
    expect(await findLines(dir, lines.length + 1, 1)).toBeNull();
  });

  test('the files depend on the text alone, not on its chunks', async () => {
    const files = async (chunk: number) => {
      const dir = freshDir();
      const archive = await openArchive(dir);
      await appendFrom(archive, text, chunk);
      await archive.finish();
      await archive.close();
      const names = (await readdir(dir)).filter((name) => name.startsWith('text'));
      return readFile(path.join(dir, names[0] ?? ''));
    };
    same(await files(999_983), await files(30_011));
  });

  test('ordinary tools read the finished text file byte for byte', async (context) => {
    const dir = freshDir();
    const archive = await openArchive(dir);
    await appendFrom(archive, text, 1_000_000);
    await archive.finish();
    await archive.close();
    const [name = ''] = (await readdir(dir)).filter((file) => file.startsWith('text.'));
    const [tool, args] = name.endsWith('.gz') ? ['gunzip', ['-c']] : ['zstd', ['-dc']];
    // A machine with a Node that has zstd need not have the zstd tool; gunzip is everywhere.
    if (tool === 'zstd' && spawnSync(tool, ['--version']).error) context.skip('no zstd tool here');
    const options = { maxBuffer: 2 * text.length };
    same(execFileSync(tool, [...args, path.join(dir, name)], options), text);
  });
});

test('odd endings: no newline, blank lines, a line that ends a block, nothing at all', async () => {
  const cases = ['a', '\n', '\n\na\n', 'a\nb', 'x'.repeat(BLOCK_BYTES - 1), 'x'.repeat(BLOCK_BYTES)];
  const more = [
    `${'x'.repeat(BLOCK_BYTES)}\n`,
    `${'x'.repeat(BLOCK_BYTES)}\ny`,
    `a\n${'é'.repeat(2_000_001)}`,
  ];
  for (const sample of [...cases, ...more]) {
    const text = Buffer.from(sample);
    const dir = await archiveOf(text);
    const want = linesOf(text).map(({ byte, bytes }, i) => ({ line: i + 1, byte, length: bytes.length }));
    const got = await readLines(dir, 1, 100);
    expect(got.map(({ line, byte, length }) => ({ line, byte, length }))).toEqual(want);
  }
  const empty = await archiveOf(Buffer.alloc(0));
  expect(await total(empty)).toEqual({ bytes: 0, lines: 0, blocks: 0, storedBytes: 0 });
  expect(await readLines(empty, 1, 1)).toEqual([]);
});

test('a long line is cut between characters', async () => {
  const dir = await archiveOf(Buffer.from(`a${'é'.repeat(LINE_TEXT_BYTES)}\n`));
  const [line] = await readLines(dir, 1, 1);
  expect(line?.text).toBe(`a${'é'.repeat(LINE_TEXT_BYTES / 2 - 1)}`);
  expect(line?.length).toBe(1 + 2 * LINE_TEXT_BYTES);
});

test('what is flushed can be read while the writer goes on', async () => {
  const dir = freshDir();
  const archive = await openArchive(dir);
  const text = drawText({ seed: 5, bytes: 3_000_000, longest: 5_000 });
  for (let at = 0; at < text.length; at += 70_001) {
    const chunk = text.subarray(at, at + 70_001);
    await archive.append(chunk);
    expect(await archive.flush()).toBe(at + chunk.length);
    expect((await total(dir)).bytes).toBe(at + chunk.length);
    same(await readBytes(dir, at, chunk.length), chunk);
  }
  await archive.close();
});

test('cranks and blocks are found wherever they stand, each execution of them', async () => {
  const filler = `${JSON.stringify({ type: 'syscall', vatID: 'v1', x: 'y'.repeat(400) })}\n`.repeat(3_000);
  const hostile = `${JSON.stringify({ type: 'console', args: ['{"type":"crank-start","crankNum":7}'] })}\n`;
  const parts = [
    '{"type":"cosmic-swingset-begin-block","blockHeight":40,"blockTime":1}\n',
    '{"type":"crank-start","crankType":"delivery","crankNum":7,"message":{}}\n',
    filler,
    '{"time":1.5,"type":"crank-start","crankType":"routing","crankNum":8,"message":{}}\n',
    hostile,
    filler,
    '{"type":"kernel-init-start"}\n{"type":"cosmic-swingset-begin-block","blockHeight":40}\n',
    '{"attributes":{"crank.num":7},"body":{"type":"crank-start","message":{}},"time":2}\n',
    '{"type": "crank-start", "crankNum": 8}\n',
    `{"type":"crank-start","crankType":"delivery","crankNum":9,"message":"${'z'.repeat(3_000_000)}"}\n`,
    '{"type":"crank-start","crankType":"delivery","crankNum":1',
  ];
  const dir = await archiveOf(Buffer.from(parts.join('')));
  const found = async (places: Promise<readonly { line: number; byte: number }[]>) => {
    const lines: number[] = [];
    for (const { line, byte } of await places) {
      expect((await readLines(dir, line, 1))[0]?.byte).toBe(byte);
      lines.push(line);
    }
    return lines;
  };
  expect(await found(findBlockHeight(dir, 40))).toEqual([1, 6006]);
  expect(await found(findCrank(dir, 7))).toEqual([2, 6007]);
  expect(await found(findCrank(dir, 8))).toEqual([3003, 6008]);
  expect(await found(findCrank(dir, 9))).toEqual([6009]);
  expect(await found(findCrank(dir, 1))).toEqual([]);
  expect(await found(findBlockHeight(dir, 41))).toEqual([]);
});

describe('after a crash', () => {
  const text = drawText({ seed: 9, bytes: 4_500_000, longest: 1_700_000 });

  /** Cuts the files of an archive as a crash might leave them. */
  async function damage(dir: string, cuts: readonly (readonly [string, number])[]): Promise<void> {
    for (const [name, share] of cuts) {
      const files = (await readdir(dir)).filter((file) => file.startsWith(name));
      for (const file of files) {
        const { length } = await readFile(path.join(dir, file));
        await truncate(path.join(dir, file), Math.floor(length * share));
      }
    }
  }

  const cut = fc.tuple(
    fc.constantFrom('text', 'blocks.idx', 'tail'),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  const plan = fc.record({
    chunks: fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 8 }),
    flushEvery: fc.integer({ min: 1, max: 5 }),
    stops: fc.array(
      fc.record({ after: fc.integer({ min: 1, max: 6 }), cuts: fc.array(cut, { maxLength: 3 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  });

  test('any files cut anywhere: reopening gives a prefix, and the rest can be appended', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ chunks, flushEvery, stops }) => {
        const dir = freshDir();
        let flushed = 0;
        for (const { after, cuts } of stops) {
          const archive = await openArchive(dir);
          let at = archive.position();
          for (let n = 0; n < after; n += 1) {
            const chunk = text.subarray(at, at + (chunks[n % chunks.length] ?? 1));
            await archive.append(chunk);
            at += chunk.length;
            if (n % flushEvery === 0) flushed = await archive.flush();
          }
          await archive.close();
          await damage(dir, cuts);
          const reopened = await openArchive(dir);
          expect(reopened.position()).toBeLessThanOrEqual(at);
          if (cuts.every(([name]) => name === 'blocks.idx')) {
            expect(reopened.position()).toBeGreaterThanOrEqual(flushed);
          }
          await reopened.close();
          same(await wholeText(dir), text.subarray(0, reopened.position()));
          flushed = reopened.position();
        }
        const archive = await openArchive(dir);
        await appendFrom(archive, text, 333_333);
        await archive.finish();
        await archive.close();
        same(await wholeText(dir), text);
        expect((await total(dir)).lines).toBe(linesOf(text).length);
      }),
      { numRuns: 40 },
    );
  });

  test('a power cut leaves zeros behind what was synced: they are no text', async () => {
    const dir = await archiveOf(text.subarray(0, 2_400_000));
    for (const name of await readdir(dir)) {
      const file = path.join(dir, name);
      await truncate(file, (await readFile(file)).length + 5_000);
    }
    const archive = await openArchive(dir);
    expect(archive.position()).toBe(2_400_000);
    await appendFrom(archive, text, 200_000);
    await archive.flush();
    await archive.close();
    same(await wholeText(dir), text);
  });

  test('a frame of the tail whose bytes never reached the disk is no text', async () => {
    const dir = await archiveOf(text.subarray(0, 2_400_000));
    const flushed = await openArchive(dir);
    await flushed.append(text.subarray(2_400_000, 2_400_500));
    await flushed.flush();
    await flushed.close();
    const tail = await readFile(path.join(dir, 'tail'));
    await writeFile(path.join(dir, 'tail'), tail.fill(0, tail.length - 400));
    expect((await total(dir)).bytes).toBe(2_400_000);
    const archive = await openArchive(dir);
    expect(archive.position()).toBe(2_400_000);
    await archive.close();
  });

  test('a torn block leaves no bytes behind in the text file', async () => {
    const dir = freshDir();
    const writer = await openArchive(dir);
    await writer.append(text.subarray(0, 2_400_000));
    await writer.finish();
    await writer.close();
    await damage(dir, [['text', 0.99]]);
    const archive = await openArchive(dir);
    expect(archive.position()).toBeLessThan(2_400_000);
    await archive.close();
    const [name = ''] = (await readdir(dir)).filter((file) => file.startsWith('text.'));
    expect((await readFile(path.join(dir, name))).length).toBe((await total(dir)).storedBytes);
  });

  test('a record that does not follow the one before ends the index', async () => {
    const dir = await archiveOf(text);
    const before = await total(dir);
    const index = await readFile(path.join(dir, 'blocks.idx'));
    const again = index.subarray(INDEX_HEAD_BYTES, INDEX_HEAD_BYTES + RECORD_BYTES);
    await writeFile(path.join(dir, 'blocks.idx'), Buffer.concat([index, again]));
    expect(await total(dir)).toEqual(before);
  });

  test('a lost index is made again from the text', async () => {
    const dir = await archiveOf(text);
    const before = await total(dir);
    await rm(path.join(dir, 'blocks.idx'));
    const archive = await openArchive(dir);
    expect(archive.position()).toBe(text.length);
    await archive.close();
    expect(await total(dir)).toEqual(before);
  });

  test('a damaged block is named, not passed on', async () => {
    const dir = await archiveOf(text);
    const [name = ''] = (await readdir(dir)).filter((file) => file.startsWith('text.'));
    const bytes = await readFile(path.join(dir, name));
    bytes.fill(0x55, 2_000, 2_100);
    await writeFile(path.join(dir, name), bytes);
    await expect(readBytes(dir, 0, 10)).rejects.toThrow(/block at byte 0 of .* is damaged/);
  });

  test('a file of another kind in the place of the index is left alone', async () => {
    const dir = await archiveOf(text.subarray(0, 1000));
    await writeFile(path.join(dir, 'blocks.idx'), 'x'.repeat(100));
    await expect(openArchive(dir)).rejects.toThrow(/not an archive index/);
    expect((await readFile(path.join(dir, 'blocks.idx'))).length).toBe(100);
  });
});
