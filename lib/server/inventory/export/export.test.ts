import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Inventory } from '@/lib/inventory/inventory';
import { SortedLines } from '@/lib/server/inventory/export/sorted-lines';
import { readInventoryFile } from '@/lib/server/inventory/read-file';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { Effort } from '@/lib/server/inventory/store/effort';
import { prefixRange } from '@/lib/server/inventory/store/kv';
import { exportData, manifestOf, tarOf } from '@/lib/server/inventory/test/draw-export';
import { SMALL_CHAIN } from '@/lib/server/inventory/test/real-sqlite';
import type { Unpacking } from '@/lib/server/inventory/unpack';

const root = mkdtempSync(path.join(tmpdir(), 'vatdeck export with blanks '));
afterAll(() => rmSync(root, { recursive: true }));

let made = 0;
const fresh = (): string => {
  made += 1;
  return path.join(root, String(made));
};
const fileOf = (content: string | Buffer): string => {
  const file = fresh();
  writeFileSync(file, content);
  return file;
};
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = fresh();
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

const NO_LIMIT = { now: () => 0, deadline: Number.POSITIVE_INFINITY, onProgress: () => {} };
const read = (file: string, change: Partial<Unpacking> = {}): Promise<Inventory> =>
  readInventoryFile(
    { file, name: 'export', label: 'export', takenAt: null, sha256: null },
    { ...NO_LIMIT, unpacked: path.join(root, 'unpacked'), mostBytes: 10_000_000, ...change },
  );
async function refusal(file: string, change: Partial<Unpacking> = {}): Promise<string> {
  try {
    await read(file, change);
  } catch (error) {
    if (error instanceof StoreFault) return error.message;
    throw error;
  }
  return 'it was read';
}

const RECORDS = [
  ['snapshot.v10.5', '{"vatID":"v10","snapPos":5,"hash":"x","inUse":1}'],
  ['snapshot.v10.current', 'snapshot.v10.5'],
  ['snapshot.v7.2', '{"vatID":"v7","snapPos":2,"hash":"x","inUse":0}'],
  ['transcript.v10.0', '{"vatID":"v10","startPos":0,"endPos":6,"hash":"x","isCurrent":0,"incarnation":0}'],
  [
    'transcript.v10.current',
    '{"vatID":"v10","startPos":6,"endPos":9,"hash":"x","isCurrent":1,"incarnation":1}',
  ],
  ['bundle.b1-bank', 'b1-bank'],
] as const;
const DATA = exportData(SMALL_CHAIN, RECORDS);
const ARTIFACTS = [
  ['snapshot.v10.5', 'snapshot.v10.5'],
  ['transcript.v7.0.4', 'transcript.v7.0.4'],
  ['transcript.v7.4.6', 'transcript.v7.4.6'],
  ['transcript.v10.6.9', 'transcript.v10.6.9'],
];
const FILES = {
  'export-data.jsonl': DATA,
  'export-manifest.json': manifestOf({ artifacts: ARTIFACTS }),
  'snapshot.v10.5': 'x'.repeat(7000),
};
const entries = (files: Readonly<Record<string, string>>, folder = '') =>
  Object.entries(files).map(([name, content]) => ({ name: folder + name, content }));
const bank = ({ vats }: Inventory) => vats.find(({ vatID }) => vatID === 'v10');

describe('an export', () => {
  it('is an inventory, read in its folder', async () => {
    const inventory = await read(folderOf(FILES));
    expect(inventory).toMatchObject({
      chain: { height: 12, kernelSchema: 3 },
      sources: [{ kind: 'export', bytes: Buffer.byteLength(DATA) }],
      terminated: [
        { vatID: 'v7', left: { clist: 2, vatstore: 1, snapshots: 1, transcript: 6 }, from: 'export' },
      ],
    });
    expect(bank(inventory)).toMatchObject({
      name: 'bank',
      incarnation: 1,
      transcript: { startPos: 6, endPos: 9 },
      snapshot: { pos: 5, uncompressed: 7000, compressed: null },
      adminNodeHolders: ['v9'],
      clist: { objects: 3, promises: 1, devices: 0, exports: 3 },
      decides: { entries: [{ kpid: 'kp40', subscribers: ['v11'], queued: 2 }], total: 1 },
      ephemeralExports: { total: 1 },
      from: { incarnation: 'export', snapshot: 'export' },
    });
  });

  const tar = tarOf([{ name: './somewhere/', content: '', type: '5' }, ...entries(FILES, './somewhere/')]);
  const data = { name: 'export-data.jsonl', content: DATA };
  it.each([
    ['a tar', tar],
    ['a tar in gzip', gzipSync(tar)],
    ['a tar whose manifest comes last', tarOf(entries(FILES).toReversed())],
    [
      'a tar with long names by pax',
      tarOf([
        { name: 'a', content: '26 path=export-data.jsonl\n', type: 'x' },
        { name: 'long', content: DATA },
        ...entries({
          'export-manifest.json': FILES['export-manifest.json'],
          'snapshot.v10.5': FILES['snapshot.v10.5'],
        }),
      ]),
    ],
    [
      'a tar with long names by GNU',
      tarOf([
        { name: '././@LongLink', content: 'export-manifest.json\0', type: 'L' },
        { name: 'long', content: FILES['export-manifest.json'] },
        data,
        ...entries({ 'snapshot.v10.5': FILES['snapshot.v10.5'] }),
      ]),
    ],
  ])('is the same inventory as %s', async (_, bytes) => {
    const [packed, folder] = [await read(fileOf(bytes)), await read(folderOf(FILES))];
    expect(packed).toEqual({ ...folder, sources: packed.sources });
    expect(packed.sources).toEqual([{ kind: 'export', name: 'export', bytes: bytes.length, sha256: null }]);
    expect(existsSync(path.join(root, 'unpacked'))).toBe(false);
  });

  it.skipIf(!existsSync('/bin/tar'))('is the same as packed by tar itself', async () => {
    const folder = folderOf(FILES);
    for (const options of [['-c'], ['-cz'], ['-c', '--format=pax']]) {
      const file = fresh();
      execFileSync('/bin/tar', [...options, '-f', file, '-C', folder, '.']);
      const packed = await read(file);
      expect(packed).toEqual({ ...(await read(folder)), sources: packed.sources });
    }
  });

  it.each([
    ['alone', DATA],
    ['alone and in gzip', gzipSync(DATA)],
    ['without a last end of line', DATA.trimEnd()],
    ['with empty lines', DATA.replaceAll('\n', '\n\n')],
  ])('says what its data does not tell, when that comes %s', async (_, bytes) => {
    const inventory = await read(fileOf(bytes));
    expect(inventory.chain.height).toBeNull();
    expect(bank(inventory)?.snapshot).toEqual({ pos: 5, uncompressed: null, compressed: null });
    expect(inventory.terminated[0]?.left?.transcript).toBeNull();
    expect(inventory.notes.map(({ message }) => message).join()).toMatch(/came alone.*is not known/);
  });

  it('does not take artifacts for all that there are, unless the export was of all', async () => {
    const manifest = manifestOf({ artifacts: ARTIFACTS, artifactMode: undefined, mode: 'operational' });
    const { terminated } = await read(folderOf({ ...FILES, 'export-manifest.json': manifest }));
    expect(terminated[0]?.left).toMatchObject({ clist: 2, transcript: null });
  });

  it('tells how far it is', async () => {
    let time = 0;
    const told: number[] = [];
    const now = (): number => {
      time += 1000;
      return time;
    };
    await read(fileOf(gzipSync(tar)), { now, onProgress: ({ bytes }) => told.push(bytes) });
    expect(told.at(-1)).toBeGreaterThanOrEqual(Buffer.byteLength(DATA));
  });
});

describe('what is no export', () => {
  const withData = (content: string): string => folderOf({ ...FILES, 'export-data.jsonl': content });
  it.each([
    [
      'lines out of order',
      () => withData(DATA.split('\n').toReversed().join('\n')),
      /stands behind a greater one/,
    ],
    [
      'a key twice',
      () =>
        withData(`["kv.a","1"]
["kv.a","2"]
${DATA}`),
      /or twice/,
    ],
    ['a journal of changes', () => withData(`["kv.a",null]\n${DATA}`), /no pair of a key and a value/],
    ['lines of something else', () => withData(`hello\n${DATA}`), /no pair/],
    [
      'no data',
      () => folderOf({ 'export-manifest.json': FILES['export-manifest.json'] }),
      /export-data.jsonl, which is not beside it/,
    ],
    [
      'artifacts only',
      () => folderOf({ 'export-manifest.json': manifestOf({ data: undefined }) }),
      /--include-export-data/,
    ],
    [
      'data elsewhere',
      () => folderOf({ 'export-manifest.json': manifestOf({ data: '../../etc/passwd' }) }),
      /outside of the export/,
    ],
    [
      'data in a hidden file',
      () => folderOf({ 'export-manifest.json': manifestOf({ data: '..' }) }),
      /outside of the export/,
    ],
    [
      'a torn manifest',
      () => folderOf({ ...FILES, 'export-manifest.json': '{"blockHeight":' }),
      /is no JSON object/,
    ],
    ['a manifest alone', () => fileOf(manifestOf()), /manifest of an export alone/],
    [
      'a folder of neither',
      () => folderOf({ 'x.txt': '' }),
      /no swingstore.sqlite is in it.*no export-manifest.json/,
    ],
    [
      'a tar of something else',
      () => fileOf(tarOf([{ name: 'x.txt', content: 'x' }])),
      /without an export.*1 files/,
    ],
    [
      'a tar of a database',
      () => fileOf(tarOf([{ name: 'agoric/swingstore.sqlite', content: 'x' }])),
      /unpack it and name that file/,
    ],
    ['a tar of sparse files', () => fileOf(tarOf([{ name: 'x', content: '', type: 'S' }])), /--sparse/],
    [
      'a span that is none',
      () => withData(exportData(SMALL_CHAIN, [['transcript.v9.current', '{"startPos":-1}']])),
      /no span of a transcript/,
    ],
    ['an export of no kernel', () => withData(exportData({ version: '3' })), /without vats/],
  ])('is refused in words: %s', async (_, file, words) => {
    expect(await refusal(file())).toMatch(words);
  });

  it('is never read where a name in an archive leads', async () => {
    const data = '../../../etc/passwd';
    const files = { [data]: DATA, '/etc/shadow.jsonl': DATA, 'export-manifest.json': manifestOf({ data }) };
    expect(await refusal(fileOf(tarOf(entries(files))))).toMatch(/outside of the export/);
    expect(readdirSync(root).every((name) => /^\d+$/.test(name))).toBe(true);
  });

  it('is refused when it unpacks to more than there may be, or takes too long', async () => {
    const large = { name: 'export-data.jsonl', content: Buffer.alloc(3_000_000, 'x') };
    expect(await refusal(fileOf(gzipSync(tarOf([large]))), { mostBytes: 1_000_000 })).toMatch(
      /unpacks to more/,
    );
    expect(
      await refusal(fileOf(gzipSync(`${DATA}${'["x","'.padEnd(3_000_000)}`)), { mostBytes: 1_000_000 }),
    ).toMatch(/unpacks to more/);
    let time = 0;
    const now = (): number => {
      time += 1000;
      return time;
    };
    expect(await refusal(fileOf(gzipSync(tarOf(entries(FILES)))), { now, deadline: 1500 })).toMatch(
      /takes too long/,
    );
  });

  it('is refused in words wherever an archive is cut', async () => {
    const whole = tarOf(entries(FILES));
    const [plain, packed] = [fresh(), fresh()];
    const kept = fc.integer({ min: 600, max: whole.length - 1025 });
    await fc.assert(
      fc.asyncProperty(kept, async (bytes) => {
        writeFileSync(plain, whole.subarray(0, bytes));
        expect(await refusal(plain)).toMatch(/cut off/);
        const gzip = gzipSync(whole);
        writeFileSync(packed, gzip.subarray(0, Math.ceil((gzip.length * bytes) / whole.length) - 1));
        expect(await refusal(packed)).toMatch(/cut off|is no swing-store/);
      }),
      { numRuns: 40 },
    );
  });

  it('is refused in words, or read, whatever is damaged', async () => {
    for (const whole of [tarOf(entries(FILES)), Buffer.from(DATA)]) {
      const file = fresh();
      const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 60 }), async (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          writeFileSync(file, bytes);
          expect(await refusal(file)).toBeTypeOf('string');
        }),
        { numRuns: 100 },
      );
    }
  });
});

describe('sorted lines', () => {
  const key = fc.string({
    unit: fc.constantFrom('a', 'b', '.', '"', '\\', '<', 'é', '😀', '\n', '0'),
    minLength: 1,
    maxLength: 6,
  });
  // Some are longer than what is read at once, and than a block.
  const value = fc.oneof(
    { weight: 8, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(70_000), 'y'.repeat(400_000)) },
  );

  it('answer as a map does', () => {
    const file = fresh();
    fc.assert(
      fc.property(
        fc.dictionary(key, value, { noNullPrototype: true }),
        key,
        fc.nat(3),
        (keys, prefix, most) => {
          const text = exportData(keys).replaceAll('<', String.raw`\u003c`);
          writeFileSync(file, text);
          const section = { file, start: 0, bytes: Buffer.byteLength(text) };
          const fd = openSync(file, 'r');
          const kv = new SortedLines({ fd, section, effort: new Effort(NO_LIMIT) }, () => {});
          expect(kv.get(prefix)).toBe(Object.hasOwn(keys, prefix) ? keys[prefix] : null);
          const wanted = Object.keys(keys)
            .filter((one) => one.startsWith(prefix))
            .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
          const found: (string | null)[][] = [];
          kv.scan(prefixRange(prefix), ({ bytes, start, end }, text) =>
            found.push([bytes.toString('utf8', start, end), text()]),
          );
          expect(found).toEqual(wanted.map((one) => [one, keys[one]]));
          const some = kv.entries(prefix, most + 1).map((entry) => [entry.key, entry.value()]);
          expect(some).toEqual(wanted.slice(0, most + 1).map((one) => [one, keys[one]]));
          closeSync(fd);
        },
      ),
      { numRuns: 150 },
    );
  });
});
