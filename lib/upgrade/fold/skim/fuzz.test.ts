import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { plainSkimmer } from '@/lib/slog/skim/fastest';
import { strictly } from '@/lib/slog/skim/strictly';
import { makeWasmSkimmer } from '@/lib/slog/skim/wasm';
import { damaged } from '@/lib/upgrade/fold/skim/damage';
import { type Draw, drawFrom, fault, foreign, written } from '@/lib/upgrade/fold/skim/hostile-lines';
import { knowledge, shorten, sizesOf } from '@/lib/upgrade/fold/skim/knowledge';

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

const wasm = makeWasmSkimmer();
const asIs = (_draw: Draw, log: Uint8Array): Uint8Array => log;

describe.each([
  ['skimmed in WebAssembly', wasm, asIs],
  ['skimmed in plain JavaScript', plainSkimmer, asIs],
  ['strict in WebAssembly, of any bytes', wasm && strictly(wasm), damaged],
  ['strict in plain JavaScript, of any bytes', strictly(plainSkimmer), damaged],
])('%s', (_name, skimmer, damage) => {
  it(`knows what the fold of JSON.parse of every line knows (${LINES} lines)`, { timeout: 7_200_000 }, () => {
    const draw = drawFrom(SEED);
    for (let lines = 0; lines < LINES; ) {
      const bytes = damage(draw, hostileLog(draw));
      const sizes = sizesOf(draw);
      const differs = (text: Uint8Array): boolean =>
        knowledge(text, skimmer, sizes) !== knowledge(text, null, [text.length + 1]);
      if (differs(bytes)) expect.fail(`another document for:\n${shorten(bytes, differs)}`);
      lines += bytes.reduce((sum, byte) => (byte === 10 ? sum + 1 : sum), 1);
    }
    expect(skimmer).not.toBe(null);
  });
});
