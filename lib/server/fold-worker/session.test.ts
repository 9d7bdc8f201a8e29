import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openArchive } from '@/lib/server/archive/open-archive';
import { readText } from '@/lib/server/archive/read-text';
import { storableJson } from '@/lib/server/fold-worker/database-rows';
import { readDocument } from '@/lib/server/fold-worker/document-file';
import { writeFolded } from '@/lib/server/fold-worker/folded-file';
import { Inflater } from '@/lib/server/fold-worker/inflater';
import { putAway } from '@/lib/server/fold-worker/put-away';
import { FoldSession } from '@/lib/server/fold-worker/session';
import { isUnfinished } from '@/lib/server/fold-worker/unfinished';
import { runFolder } from '@/lib/server/run/run-folder';
import { readSlog } from '@/lib/server/slog-source/read-slog';
import { foldAtOnce, sampleLog } from '@/lib/server/test/logs';
import { drawRecorder } from '@/lib/slog/draw-recorder';

const dataDir = mkdtempSync(path.join(tmpdir(), 'vatdeck-fold-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const log = sampleLog('killed-mid-block');
const expected = foldAtOnce(log);
let count = 0;

/** A run's folder whose stream is these bytes; all of them are there, a session is told how many are durable. */
function streamOf(bytes: Uint8Array) {
  count += 1;
  const folder = runFolder(dataDir, `run-${count}`);
  mkdirSync(folder.dir, { recursive: true });
  writeFileSync(folder.slogIn, bytes);
  return folder;
}

/** gzip of several members, as appending writers make it. */
const members = (text: Buffer, cuts: readonly number[]): Buffer => {
  const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
  return Buffer.concat(places.slice(1).map((end, i) => gzipSync(text.subarray(places[i], end))));
};

/** A ring that goes over its end and holds just the log: what was written before it is gone. */
function ringOf(text: Buffer): Uint8Array {
  const lines = text.toString().split('\n').slice(0, -1);
  const size = lines.reduce((sum, line) => sum + 9 + Buffer.byteLength(line), 1_000);
  return drawRecorder(['x'.repeat(50_000), ...lines], size);
}

const life = fc.record({
  /** How much of the stream is durable when this life ends, in thousandths. */
  upTo: fc.integer({ min: 0, max: 1000 }),
  end: fc.constantFrom(
    'killed' as const,
    'killed after a checkpoint' as const,
    'killed after a flush' as const,
    'stopped' as const,
  ),
});

async function live(
  stream: ReturnType<typeof streamOf>,
  durable: number,
  end: 'killed' | 'killed after a checkpoint' | 'killed after a flush' | 'stopped',
) {
  const session = await FoldSession.open(stream);
  let steps = 0;
  while (await session.step(durable)) {
    steps += 1;
    session.delta();
    if (end === 'killed after a checkpoint' && steps % 3 === 1) await session.checkpoint();
    if (end === 'killed after a flush' && steps % 3 === 1) await session.flush();
  }
  if (end === 'stopped') await session.checkpoint();
  await session.close({ concluded: false });
}

const documentOf = async ({ analysis }: { readonly analysis: string }): Promise<unknown> =>
  JSON.parse(String(await readDocument(analysis)));

async function conclude(stream: ReturnType<typeof streamOf>, length: number) {
  const session = await FoldSession.open(stream);
  while (await session.step(length, true));
  const { conclusion } = await session.conclude();
  await writeFolded(stream.folded, conclusion);
  await session.close({ concluded: true });
  return { conclusion, analysis: await documentOf(stream) };
}

async function archived(stream: ReturnType<typeof streamOf>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of readText(stream.archive)) parts.push(part);
  return Buffer.concat(parts);
}

describe('a fold that is killed anywhere', () => {
  it.each([
    ['plain', fc.constant(log)],
    ['gzip', fc.array(fc.nat(log.length), { maxLength: 4 }).map((cuts) => members(log, cuts))],
    ['flight recorder', fc.constant(ringOf(log))],
  ])('and started again gives the same document, %s', async (_, streams) => {
    await fc.assert(
      fc.asyncProperty(streams, fc.array(life, { maxLength: 5 }), async (bytes, lives) => {
        const stream = streamOf(bytes);
        const ordered = lives.toSorted((a, b) => a.upTo - b.upTo);
        for (const { upTo, end } of ordered)
          await live(stream, Math.floor((bytes.length * upTo) / 1000), end);
        const { analysis, conclusion } = await conclude(stream, bytes.length);
        expect(analysis).toEqual(expected);
        expect(conclusion).toMatchObject({
          open: false,
          sha256: expected.source.sha256,
          progress: { foldedBytes: bytes.length, lines: expected.source.lines },
        });
        expect((await archived(stream)).equals(log)).toBe(true);
        expect(await putAway(stream)).toBeNull();
        expect(readdirSync(stream.dir).sort()).toEqual([
          'analysis.json.gz',
          'archive',
          'cells.bin',
          'folded.json',
          'overview.json.gz',
        ]);
        expect((await archived(stream)).equals(log)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('folds from the start when its checkpoint is damaged or another version’s', async () => {
    const stream = streamOf(log);
    await live(stream, 100_000, 'stopped');
    for (const damaged of [
      '{"sch',
      '{"schema":"vatdeck/fold@0","offset":5,"line":2,"state":{}}',
      '{"schema":"vatdeck/fold@1","offset":5,"line":2,"state":{}}',
    ]) {
      writeFileSync(stream.checkpoint, damaged);
      await live(stream, 200_000, 'killed');
    }
    expect((await conclude(stream, log.length)).analysis).toEqual(expected);
  });

  it('says where a compressed stream is broken, and keeps what came before', async () => {
    const bytes = Buffer.concat([
      gzipSync(log.subarray(0, 50_000)),
      Buffer.from('garbage that is no gzip'),
      gzipSync(log),
    ]);
    const stream = streamOf(bytes);
    const session = await FoldSession.open(stream);
    while (await session.step(bytes.length));
    expect(session.failure).toMatch(/The compressed stream is broken at byte \d+/);
    await session.close({ concluded: false });
    expect((await conclude(stream, bytes.length)).conclusion.isWhole).toBe(false);
    const text = await archived(stream);
    expect(text.equals(log.subarray(0, text.length))).toBe(true);
    await putAway(stream);
    expect(readFileSync(stream.slogIn).equals(bytes)).toBe(true);
  });

  it('has the same text of a broken stream however it came, and what the command line reads of it', async () => {
    const bytes = gzipSync(log);
    bytes.fill(0xff, bytes.length - 40_000, bytes.length - 39_900);
    const file = path.join(dataDir, 'broken.gz');
    writeFileSync(file, bytes);
    const open = () => createReadStream(file, { highWaterMark: 7_919 });
    const read: Buffer[] = [];
    for await (const part of readSlog(open(), open).text) read.push(Buffer.from(part));
    const known = Buffer.concat(read);
    // Damage may be read as text for a while before zlib notices.
    expect(log.subarray(0, 200_000).equals(known.subarray(0, 200_000))).toBe(true);
    for (const step of [bytes.length, 65_536, 10_007]) {
      const stream = streamOf(bytes);
      const session = await FoldSession.open(stream);
      for (let durable = 8; session.failure === null; durable = Math.min(bytes.length, durable + step))
        while (await session.step(durable));
      await session.conclude();
      await session.close({ concluded: true });
      expect((await archived(stream)).equals(known)).toBe(true);
    }
  });

  it('keeps a flight recorder that is damaged, or cut, with what could be read of it', async () => {
    const ring = ringOf(log);
    const torn = streamOf(ring.subarray(0, ring.length >> 1));
    expect((await conclude(torn, ring.length >> 1)).conclusion.isWhole).toBe(false);
    const damaged = Buffer.from(ring);
    damaged.fill(0xff, 32 + 60_000, damaged.length - 60_000);
    const stream = streamOf(damaged);
    const session = await FoldSession.open(stream);
    while (await session.step(damaged.length));
    expect(session.failure).toMatch(/The flight recorder is damaged/);
    await session.close({ concluded: false });
    expect((await conclude(stream, damaged.length)).conclusion.isWhole).toBe(false);
  });

  it('of nothing, and of one byte, is a document too', async () => {
    expect((await conclude(streamOf(new Uint8Array()), 0)).analysis).toEqual(foldAtOnce(new Uint8Array()));
    expect((await conclude(streamOf(Buffer.from('{')), 1)).analysis).toEqual(foldAtOnce(Buffer.from('{')));
  });
});

describe('putting an ended run away', () => {
  it.each([
    ['plain', log],
    ['gzip', members(log, [100_000])],
  ])(
    'folds another version’s document anew, from the stream and then from the archive, %s',
    async (_, bytes) => {
      const stream = streamOf(bytes);
      await conclude(stream, bytes.length);
      for (const left of ['stream', 'archive']) {
        writeFileSync(stream.folded, '{"fold":"vatdeck/fold@0","sha256":"","isWhole":true}');
        // A document that is lost is made anew, too.
        if (left === 'stream') writeFileSync(stream.analysis, gzipSync('{}'));
        else rmSync(stream.analysis);
        expect(isUnfinished(stream)).toBe(true);
        expect(existsSync(stream.slogIn)).toBe(left === 'stream');
        const conclusion = await putAway(stream);
        expect(conclusion).toMatchObject({ sha256: expected.source.sha256, isWhole: true });
        expect(await documentOf(stream)).toEqual(expected);
        expect(existsSync(stream.slogIn)).toBe(false);
      }
    },
  );

  it('keeps the stream when the archive is not equal to it, and makes the archive anew', async () => {
    const stream = streamOf(log);
    await conclude(stream, log.length);
    const archive = await openArchive(stream.archive);
    await archive.append(Buffer.from('not of the stream'));
    await archive.finish();
    await archive.close();
    await expect(putAway(stream)).rejects.toThrow(/made anew/);
    expect(readFileSync(stream.slogIn).equals(log)).toBe(true);
    const conclusion = await putAway(stream);
    expect(conclusion).toMatchObject({ sha256: expected.source.sha256 });
    expect((await archived(stream)).equals(log)).toBe(true);
    expect(existsSync(stream.slogIn)).toBe(false);
  });

  it('keeps a stream that has more behind its last member than padding', async () => {
    for (const [behind, kept] of [
      [Buffer.alloc(600), false],
      [Buffer.concat([Buffer.alloc(600), Buffer.from('more')]), true],
    ] as const) {
      const stream = streamOf(Buffer.concat([gzipSync(log), behind]));
      await conclude(stream, Number.MAX_SAFE_INTEGER);
      await putAway(stream);
      expect(existsSync(stream.slogIn)).toBe(kept);
      expect((await archived(stream)).equals(log)).toBe(true);
    }
  });

  it('has nothing to do where nothing is', async () => {
    const stream = streamOf(log);
    rmSync(stream.slogIn);
    expect(await putAway(stream)).toBeNull();
  });
});

describe('Inflater', () => {
  it('gives the same text however the stream is cut', async () => {
    const text = log.subarray(0, 40_000);
    const cuts = fc.array(fc.nat(2_000), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 3 }), cuts, async (ends, sizes) => {
        const bytes = members(text, ends);
        const inflater = new Inflater();
        const parts: Buffer[] = [];
        let at = 0;
        for (const size of [...sizes, bytes.length]) {
          parts.push(...(await inflater.push(bytes.subarray(at, at + size))));
          at += size;
        }
        expect(Buffer.concat(parts).equals(text)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('storableJson', () => {
  it('leaves nothing that jsonb refuses, and everything else as it was', () => {
    expect(JSON.parse(storableJson([{ a: 'x\0y', b: '\ud800', c: '😀', d: '\\u0000' }]))).toEqual([
      { a: 'x\ufffdy', b: '\ufffd', c: '😀', d: '\\u0000' },
    ]);
  });
});
