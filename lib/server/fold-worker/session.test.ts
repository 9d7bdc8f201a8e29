import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { storableJson } from '@/lib/server/fold-worker/database-rows';
import { Inflater } from '@/lib/server/fold-worker/inflater';
import { FoldSession } from '@/lib/server/fold-worker/session';
import { readJsonFile } from '@/lib/server/ingest/whole-file';
import { runFolder } from '@/lib/server/run/run-folder';
import { foldAtOnce, sampleLog } from '@/lib/server/test/logs';

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

const life = fc.record({
  /** How much of the stream is durable when this life ends, in thousandths. */
  upTo: fc.integer({ min: 0, max: 1000 }),
  end: fc.constantFrom('killed' as const, 'killed after a checkpoint' as const, 'stopped' as const),
});

async function live(
  stream: ReturnType<typeof streamOf>,
  durable: number,
  end: 'killed' | 'killed after a checkpoint' | 'stopped',
) {
  const session = new FoldSession(stream);
  let steps = 0;
  while (await session.step(durable)) {
    steps += 1;
    session.delta();
    if (end === 'killed after a checkpoint' && steps % 3 === 1) session.checkpoint();
  }
  if (end === 'stopped') session.checkpoint();
  session.close({ concluded: false });
}

async function conclude(stream: ReturnType<typeof streamOf>, length: number) {
  const session = new FoldSession(stream);
  while (await session.step(length, true));
  const { conclusion } = await session.conclude();
  session.close({ concluded: true });
  return { conclusion, analysis: readJsonFile(stream.analysis) };
}

describe('a fold that is killed anywhere', () => {
  it.each([
    ['plain', fc.constant(log)],
    ['gzip', fc.array(fc.nat(log.length), { maxLength: 4 }).map((cuts) => members(log, cuts))],
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
    const session = new FoldSession(stream);
    while (await session.step(bytes.length));
    expect(session.failure).toMatch(/The compressed stream is broken near byte \d+/);
    session.close({ concluded: false });
  });

  it('of nothing, and of one byte, is a document too', async () => {
    expect((await conclude(streamOf(new Uint8Array()), 0)).analysis).toEqual(foldAtOnce(new Uint8Array()));
    expect((await conclude(streamOf(Buffer.from('{')), 1)).analysis).toEqual(foldAtOnce(Buffer.from('{')));
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
