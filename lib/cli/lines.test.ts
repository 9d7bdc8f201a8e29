import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import zlib from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '@/lib/cli/lines';
import { drawText, linesOf } from '@/lib/server/archive/samples/draw-text';

const text = drawText({ seed: 11, bytes: 2_500_000, longest: 1_500_000 });
const lines = linesOf(text);

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'vatdeck lines '));
  await mkdir(path.join(root, 'my slogs'));
  await writeFile(path.join(root, 'my slogs/plain slog'), text);
  const half = text.length >> 1;
  const members = [text.subarray(0, half), text.subarray(half)].map((part) => zlib.gzipSync(part));
  await writeFile(path.join(root, 'my slogs/packed slog'), Buffer.concat(members));
  await writeFile(path.join(root, 'my slogs/torn'), Buffer.concat(members).subarray(0, -2_000));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Calls the verb as from the folder `my slogs`, with the test's own cache. */
async function vatdeckLines(...argv: string[]) {
  const parts: Buffer[] = [];
  let err = '';
  const out = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      parts.push(Buffer.from(chunk));
      done();
    },
  });
  const env = { INIT_CWD: path.join(root, 'my slogs'), XDG_CACHE_HOME: path.join(root, 'cache') };
  const code = await run(argv, { out, env, now: Date.now, err: (said) => void (err += said) });
  return { code, err, out: Buffer.concat(parts) };
}

const rawLines = (from: number, count: number) =>
  text.subarray(lines[from - 1]?.byte, lines[from - 1 + count]?.byte ?? text.length);

test('prints the raw bytes of plain and packed lines, the first time and from the index', async () => {
  for (const file of ['plain slog', 'packed slog', 'packed slog', 'plain slog']) {
    for (const [from, count] of [
      [1, 3],
      [lines.length - 4, 99],
      [700, 2000],
      [1, lines.length],
    ] as const) {
      const answer = await vatdeckLines(file, '--from', String(from), '--count', String(count));
      expect(answer.err).toBe('');
      expect(Buffer.compare(answer.out, rawLines(from, count))).toBe(0);
    }
  }
});

test('ten lines from the first one unless told otherwise', async () => {
  expect((await vatdeckLines('plain slog')).out.equals(rawLines(1, 10))).toBe(true);
});

test('--json is the answer of the lines door', async () => {
  const { out } = await vatdeckLines('packed slog', '--from', '5', '--count', '2', '--json');
  const want = [4, 5].map((i) => ({
    line: i + 1,
    byte: lines[i]?.byte,
    length: lines[i]?.bytes.length,
    text: lines[i]?.bytes.toString(),
  }));
  expect(JSON.parse(out.toString())).toEqual({ lines: want, total: lines.length });
});

test('a torn gzip file gives all it has and says so', async () => {
  const { code, err, out } = await vatdeckLines('torn', '--count', '1000000');
  expect(code).toBe(0);
  expect(err).toMatch(/torn is torn or damaged; its text ends at byte \d+/);
  expect(out.length).toBeGreaterThan(text.length / 2);
  expect(text.subarray(0, out.length).equals(out)).toBe(true);
  expect((await vatdeckLines('torn')).err).toMatch(/torn or damaged/);
});

test('a file that has grown is indexed anew', async () => {
  const file = path.join(root, 'my slogs/growing');
  await writeFile(file, 'one\n');
  expect((await vatdeckLines('growing')).out.toString()).toBe('one\n');
  await appendFile(file, 'two\n');
  expect((await vatdeckLines('growing', '--from', '2')).out.toString()).toBe('two\n');
});

test('two at once on a file never seen give both their lines', async () => {
  await writeFile(path.join(root, 'my slogs/fresh'), zlib.gzipSync(text));
  const both = await Promise.all([
    vatdeckLines('fresh', '--from', '900'),
    vatdeckLines('fresh', '--from', '9'),
  ]);
  expect(both.map(({ err }) => err)).toEqual(['', '']);
  expect(both[0]?.out.equals(rawLines(900, 10))).toBe(true);
  expect(both[1]?.out.equals(rawLines(9, 10))).toBe(true);
});

test('a cache that cannot be written costs time, not the answer', async () => {
  await writeFile(path.join(root, 'no folder'), '');
  const out: Buffer[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (out.push(chunk), done()) });
  const env = { INIT_CWD: path.join(root, 'my slogs'), XDG_CACHE_HOME: path.join(root, 'no folder') };
  const before = (await readdir(tmpdir())).filter((name) => name.startsWith('vatdeck-lines-'));
  expect(await run(['plain slog'], { out: sink, env, now: Date.now, err: () => undefined })).toBe(0);
  expect(Buffer.concat(out).equals(rawLines(1, 10))).toBe(true);
  const after = (await readdir(tmpdir())).filter((name) => name.startsWith('vatdeck-lines-'));
  expect(after.length).toBeLessThanOrEqual(before.length);
});

test('wrong usage and bad files are said in words', async () => {
  await writeFile(path.join(root, 'my slogs/empty'), '');
  await writeFile(path.join(root, 'my slogs/z'), zlib.gzipSync(''));
  const cases: [string[], RegExp][] = [
    [[], /Which file\?\nUsage: vatdeck lines FILE/],
    [['plain slog', 'more'], /"more" is one too many/],
    [['plain slog', '--from', '0'], /--from N must be a whole number from 1 on, not "0"/],
    [['plain slog', '--count', 'x'], /--count M must be/],
    [['plain slog', '--nope'], /--nope/],
    [['-'], /Standard input/],
    [['missing'], /my slogs\/missing does not exist/],
    [['..'], /is a folder and holds no archive/],
    [['empty'], /empty is empty: it has no line 1/],
    [['z'], /z is empty/],
    [['plain slog', '--from', '9999999'], new RegExp(`has ${lines.length} lines; there is no line 9999999`)],
    [['plain slog', '--from', '9999999', '--json'], /there is no line/],
  ];
  for (const [argv, message] of cases) {
    const { code, err, out } = await vatdeckLines(...argv);
    expect(err).toMatch(message);
    expect({ code, out: out.toString() }).toEqual({ code: 1, out: '' });
  }
});
