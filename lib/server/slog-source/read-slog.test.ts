import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSlog } from '@/lib/server/slog-source/read-slog';
import { unzip } from '@/lib/server/slog-source/unzip.mjs';
import { unzipTail } from '@/lib/server/slog-source/unzip-tail';
import { drawRecorder } from '@/lib/slog/draw-recorder';

const text = Array.from(
  { length: 20_000 },
  (_, i) => `{"type":"clist","crankNum":${i},"time":${i * 7919}}\n`,
).join('');

async function readAll(bytes: Uint8Array, size: number, again: (() => Readable) | null = null) {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const reader = readSlog(Readable.from(chunks), again);
  const parts: Uint8Array[] = [];
  for await (const part of reader.text) parts.push(Buffer.from(part));
  return { text: Buffer.concat(parts).toString(), damage: reader.damage(), read: reader.read() };
}

async function* piecesOf(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 65_536) yield new Uint8Array(bytes.subarray(at, at + 65_536));
}

describe('readSlog', () => {
  it('gives plain text as it is, even byte by byte', async () => {
    expect(await readAll(Buffer.from(text), 65_536)).toEqual({ text, damage: null, read: text.length });
    expect((await readAll(Buffer.from(text.slice(0, 500)), 1)).text).toBe(text.slice(0, 500));
    expect(await readAll(Buffer.from(''), 1)).toEqual({ text: '', damage: null, read: 0 });
  });

  it('knows gzip by its content, with any number of members', async () => {
    const half = text.length >> 1;
    const members = Buffer.concat([text.slice(0, half), '', text.slice(half)].map((part) => gzipSync(part)));
    for (const size of [1_000, members.length]) {
      const got = await readAll(members, size);
      expect(got.text === text).toBe(true);
      expect(got).toMatchObject({ damage: null, read: members.length });
    }
    expect((await readAll(gzipSync('{"a":1}\n'), 1)).text).toBe('{"a":1}\n');
  });

  it('gives all that a torn gzip holds', async () => {
    const got = await readAll(gzipSync(text).subarray(0, -20), 1_000);
    expect(text.startsWith(got.text)).toBe(true);
    expect(got.text.length).toBeGreaterThan(text.length * 0.9);
  });

  it('says where damaged data ends the text', async () => {
    const bytes = gzipSync(text);
    bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 50);
    const got = await readAll(bytes, 1_000);
    expect(text.startsWith(got.text.slice(0, 10_000))).toBe(true);
    expect(got.damage).toMatch(/gzip data is damaged/);
  });

  it('gives the same text before the damage however the source is cut: all of it where it can be read again', async () => {
    const hard = Array.from(
      { length: 1_500 },
      (_, i) => `{"type":"clist","time":${(i * 7919) ** 3 % 1e15}}\n`,
    );
    const whole = hard.join('');
    const bytes = Buffer.concat([gzipSync(whole.slice(0, 9_000)), gzipSync(whole.slice(9_000))]);
    const damaged = fc.record({ at: fc.nat(bytes.length - 1), xor: fc.integer({ min: 1, max: 255 }) });
    const sizes = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damaged, sizes, async ({ at, xor }, cuts) => {
        const broken = Buffer.from(bytes);
        broken[at] = (broken[at] ?? 0) ^ xor;
        const again = () => Readable.from([broken]);
        const most = await readAll(broken, 1, again);
        for (const size of [...cuts, broken.length]) {
          const got = await readAll(broken, size, again);
          expect([got.text === most.text, got.damage]).toEqual([true, most.damage]);
        }
        const piped = await readAll(broken, cuts[0] ?? 1);
        expect(most.text.startsWith(piped.text)).toBe(true);
        expect(await readAll(broken, broken.length)).toEqual(await readAll(broken, cuts[0] ?? 1));
        // Up to the damage itself nothing is lost: what is unpacked of the bytes before it is there.
        const sound = (await readAll(broken.subarray(0, at), 1)).text;
        expect(most.text.startsWith(sound)).toBe(true);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it('gives of much gzip, which a thread unpacks, what would be unpacked here: whole, torn and damaged', async () => {
    let seed = 1;
    const hard = Array.from({ length: 60_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return `{"type":"clist","kobj":"${(seed * 1e9).toString(36)}${seed.toString(36)}"}\n`;
    }).join('');
    const bytes = Buffer.concat([gzipSync(hard.slice(0, 900_000)), gzipSync(hard.slice(900_000))]);
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, 700_000, 700_050);
    for (const packed of [bytes, bytes.subarray(0, -9_000), damaged]) {
      expect(packed.length).toBeGreaterThan(9 * 65_536);
      const here: Uint8Array[] = [];
      const unpacking = unzip(piecesOf(packed));
      let next = await unpacking.next();
      for (; !next.done; next = await unpacking.next()) here.push(next.value);
      const broken = next.value;
      const piped = await readAll(packed, 100_003);
      expect(piped.text === Buffer.concat(here).toString()).toBe(true);
      expect(piped.damage === null).toBe(broken === null);
      const tail = broken ? await unzipTail(piecesOf(packed), broken) : null;
      const again = () => Readable.from([packed]);
      const read = await readAll(packed, 7_919, again);
      expect(read.text === Buffer.concat([...here, ...(tail?.parts ?? [])]).toString()).toBe(true);
      // Damage may give other text before it is seen.
      expect(hard.startsWith(read.text.slice(0, 1_000_000))).toBe(true);
    }
  }, 60_000);

  it('straightens a flight recorder, also in gzip, and says when it is cut', async () => {
    const records = text.split('\n').slice(0, 5_000);
    for (const size of [2_000_000, 100_000]) {
      const ring = drawRecorder(records, size);
      for (const bytes of [ring, gzipSync(ring)]) {
        const got = await readAll(bytes, 7_919);
        expect(got.text.length).toBeGreaterThan(50_000);
        expect(
          records
            .map((line) => `${line}\n`)
            .join('')
            .endsWith(got.text),
        ).toBe(true);
        expect(got.damage).toBe(null);
      }
    }
    const ring = drawRecorder(records, 100_000);
    expect((await readAll(ring.subarray(0, 60_000), 1_000)).damage).toMatch(/is cut/);
    expect((await readAll(ring.subarray(0, 20), 3)).damage).toMatch(/inside its header/);
    expect(await readAll(drawRecorder([], 1_000), 7)).toMatchObject({ text: '', damage: null });
  });

  it('passes on an error of the source', async () => {
    const source = new Readable({ read: () => source.destroy(new Error('disk gone')) });
    await expect(readSlog(source).text.next()).rejects.toThrow('disk gone');
  });
});
