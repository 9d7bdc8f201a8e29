import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { plainSkimmer } from '@/lib/slog/skim/fastest';
import type { Skimmer } from '@/lib/slog/skim/skimmer';
import { makeWasmSkimmer } from '@/lib/slog/skim/wasm';
import { foldBytes, restoreFold, saveFold, startFold, toAnalysis } from '@/lib/upgrade/fold';
import { type Draw, drawFrom, fault, foreign, written } from '@/lib/upgrade/fold/skim/hostile-lines';

/** `FUZZ_LINES=1000000 npx vitest run lib/upgrade/fold/skim` for the long run, `FUZZ_SEED` for another. */
const LINES = Number(process.env.FUZZ_LINES ?? 40_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

const SAMPLES = path.resolve(import.meta.dirname, '../../../slog/samples');
const LONGEST = 20_000;

const linesOf = (file: string): string[] =>
  gunzipSync(readFileSync(path.join(SAMPLES, file)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '' && line.length < LONGEST);

/** A line as writers between 2022 and 2025 had it. */
function classic(line: string): string {
  const { dispatch: _d, syscall: _s, messageType: _m, seconds: _e, ...rest } = JSON.parse(line);
  return JSON.stringify(rest);
}

/** A line as writers before 2022 had it: the time first, no monotonic clock. */
function early(line: string): string {
  const { time, type, monotime: _, ...rest } = JSON.parse(classic(line));
  return JSON.stringify({ time, type, ...rest });
}

const samples = readdirSync(SAMPLES)
  .filter((file) => file.endsWith('.slog.gz'))
  .map(linesOf);
/** Whole logs, so that cranks follow each other; of every generation. */
const logs = samples
  .flatMap((log) => [log, log, log.map(classic)])
  .concat(samples.slice(0, 1).map((log) => log.map(early)));
const corpus = logs.flat().filter((_, i) => i % 7 === 0);

/** What is rare in a log and matters most is drawn more often: cranks, deliveries and syscalls that are no replays, and the host's. */
const telling = logs
  .flat()
  .filter(
    (line) => /"crankNum"|cosmic-|create-vat|console|terminate/.test(line) && !/vatstore|"clist"/.test(line),
  );

/** Methods that decide what a line is, spelt as no kernel spells them. */
const METHOD = /(\[\\")(vatUpgradeCallback|vatTerminated|fromBridge|upgrade|getBundleCap)\\"/;

function otherSpelling(draw: Draw, line: string): string {
  const spellings = [
    (open: string, name: string) =>
      `${open}${name.slice(0, 2)}\\u00${name.charCodeAt(2).toString(16)}${name.slice(3)}\\"`,
    (_: string, name: string) => `\\u005b\\"${name}\\"`,
    (_: string, name: string) => `[\\u0022${name}\\"`,
    (_: string, name: string) => `[ \\"${name}\\"`,
  ];
  return line
    .replace(METHOD, (_, open: string, name: string) => draw.pick(spellings)(open, name))
    .replace('CORE_EVAL', () => draw.pick(['CORE_EVAL', '\\u0043ORE_EVAL']));
}

function hostile(draw: Draw): string {
  const from = draw.chance(0.7) ? telling : corpus;
  const kind = draw.int(3);
  if (kind === 0) return written(draw, from);
  return kind === 1 ? foreign(draw, from) : fault(draw, from);
}

/** Where the log tells of something that is more than the day's work. */
const places = new Map<readonly string[], number[]>();
function placesOf(log: readonly string[]): number[] {
  const known =
    places.get(log) ?? log.flatMap((line, i) => (/"upgrade-vat"|"invoke"|"CORE_EVAL/.test(line) ? [i] : []));
  places.set(log, known);
  return known;
}

/** A device is called in the midst of a delivery, and does or does not do it. */
function deviceCall(draw: Draw, line: string): string[] {
  const entry = JSON.parse(line);
  const method = draw.pick(['callOutbound', 'getBundleCap', 'x']);
  const args = { body: '#["b1-1"]', slots: [] };
  const answer = draw.pick([
    ['ok', args],
    ['error', 'refused'],
    ['error', args],
  ]);
  const between = draw.chance(0.2) ? [line] : [];
  return [
    JSON.stringify({ ...entry, ksc: ['invoke', 'kd1', method, args] }),
    ...between,
    JSON.stringify({ ...entry, type: 'syscall-result', ksc: undefined, vsc: undefined, ksr: answer }).replace(
      /(,"time":.*),"ksr":(.*)}$/,
      ',"ksr":$2$1}',
    ),
  ];
}

const LIVE_SYSCALL = /^\{"type":"syscall","crankNum"/;

/** A stretch of a genuine log in which some lines are replaced, doubled, or missing. */
function hostileLog(draw: Draw): Uint8Array {
  const log = draw.pick(logs);
  const from = draw.chance(0.3)
    ? draw.int(log.length)
    : Math.max(0, draw.pick(placesOf(log)) - draw.int(300));
  const share = draw.pick([0, 0.02, 0.1, 0.5]);
  const lines = log.slice(from, from + 50 + draw.int(500)).flatMap((line) => {
    if (draw.chance(share) && (METHOD.test(line) || line.includes('CORE_EVAL')))
      return [otherSpelling(draw, line)];
    if (!draw.chance(share)) return [line];
    if (LIVE_SYSCALL.test(line) && draw.chance(0.3)) return deviceCall(draw, line);
    return draw.pick([[hostile(draw)], [hostile(draw), line], [line, line], []]);
  });
  const end = draw.chance(0.7) ? '\n' : '';
  return Buffer.from(
    lines.map((line) => line.replaceAll('\n', ' ')).join(draw.chance(0.02) ? '\r\n' : '\n') + end,
  );
}

/** Everything that the fold knows at its end, but for clocks of a crank that nobody asks for. */
function knowledge(bytes: Uint8Array, skimmer: Skimmer | null, sizes: readonly number[]): string {
  let fold = startFold(null, skimmer);
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? bytes.length;
    foldBytes(fold, bytes.subarray(at, at + size));
    at += size;
    if (i !== 50) continue;
    const saved = JSON.parse(JSON.stringify(saveFold(fold)));
    fold = restoreFold(saved, null, skimmer);
    at = saved.offset;
  }
  const before = JSON.stringify(saveFold(fold).state, (key, value: unknown) =>
    key === 'crank' && typeof value === 'object' && value !== null
      ? { ...value, time: null, monotime: null }
      : value,
  );
  return `${before}\n${JSON.stringify(toAnalysis(fold, { final: true }))}`;
}

const sizesOf = (draw: Draw): number[] =>
  Array.from({ length: 1 + draw.int(4) }, () =>
    draw.pick([1 + draw.int(60), 1 + draw.int(4_000), 1 + draw.int(1_000_000), 262_144]),
  );

/** The shortest stretch of lines that still differs, for people to look at. */
function shorten(bytes: Uint8Array, differs: (bytes: Uint8Array) => boolean): string {
  let lines = Buffer.from(bytes).toString('latin1').split('\n');
  for (let size = lines.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < lines.length; ) {
      const fewer = lines.toSpliced(at, size);
      if (differs(Buffer.from(fewer.join('\n'), 'latin1'))) lines = fewer;
      else at += size;
    }
  }
  return lines.join('\n');
}

describe.each([
  ['WebAssembly', makeWasmSkimmer()],
  ['plain JavaScript', plainSkimmer],
])('skimmed in %s', (_name, skimmer) => {
  it(`knows what the fold of JSON.parse of every line knows (${LINES} lines)`, { timeout: 3_600_000 }, () => {
    const draw = drawFrom(SEED);
    for (let lines = 0; lines < LINES; ) {
      const bytes = hostileLog(draw);
      const sizes = sizesOf(draw);
      const differs = (text: Uint8Array): boolean =>
        knowledge(text, skimmer, sizes) !== knowledge(text, null, [text.length + 1]);
      if (differs(bytes)) expect.fail(`another document for:\n${shorten(bytes, differs)}`);
      lines += bytes.reduce((sum, byte) => (byte === 10 ? sum + 1 : sum), 1);
    }
    expect(skimmer).not.toBe(null);
  });
});
