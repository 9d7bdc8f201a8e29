import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { plainSkimmer } from '@/lib/slog/skim/fastest';
import { makeWasmSkimmer } from '@/lib/slog/skim/wasm';

const SAMPLES = path.resolve(import.meta.dirname, '../samples');
const samples = readdirSync(SAMPLES).filter((file) => file.endsWith('.slog.gz'));

describe.each([
  ['WebAssembly', makeWasmSkimmer()],
  ['plain JavaScript', plainSkimmer],
])('sureUntil in %s', (_name, skimmer) => {
  const isSure = (line: string): boolean => {
    const bytes = Buffer.from(`${line}\n`);
    const start = skimmer?.load(bytes) ?? 0;
    return skimmer?.sureUntil(start, start + bytes.length) === start + bytes.length;
  };

  it.each(samples)('is sure of every line that a kernel wrote: %s', (file) => {
    const lines = gunzipSync(readFileSync(path.join(SAMPLES, file)))
      .toString()
      .split('\n')
      .filter(Boolean);
    expect(lines.filter((line) => line.length < 200_000 && !isSure(line))).toEqual([]);
  });

  it('is sure of values in every notation', () => {
    const values = [
      '0',
      '-0',
      '1.5',
      '12e3',
      '1E+3',
      '-1.25e-7',
      '""',
      '"\\u00e9\\n"',
      '"é😀\u007f"',
      '[]',
      '[[],{}]',
      'true',
    ];
    for (const value of values)
      expect([value, isSure(`{ "a" :\t${value} ,"b":${value}}`)]).toEqual([value, true]);
    expect(isSure('{"$key.of a kind":1}')).toBe(true);
    expect(isSure(`{"a":${'1234567890'.repeat(10)}}`)).toBe(true);
    expect(isSure('{"a":{"a":{"a":1,"b":2},"b":2},"b":2}')).toBe(true);
  });

  it('is sure of nothing that JSON.parse refuses', () => {
    const values = [
      '01',
      '-',
      '1.',
      '.5',
      '1e',
      '+1',
      'tru',
      'nulL',
      '"\\x"',
      '"\\u12g4"',
      '"\t"',
      '[1,]',
      '{,}',
      "'a'",
      '[',
      '',
      '"',
    ];
    for (const value of values) expect([value, isSure(`{"a":${value}}`)]).toEqual([value, false]);
    for (const line of [
      '{"a":1',
      '{"a":1}}',
      '{"a":1}{"b":2}',
      '{"a" 1}',
      '{a:1}',
      'é{"a":1}',
      '{"a":1}\0',
      '',
    ])
      expect([line, isSure(line)]).toEqual([line, false]);
  });

  it('leaves to JSON.parse which of two members counts', () => {
    expect(isSure('{"type":"x","a":1,"type":"y"}')).toBe(false);
    expect(isSure('{"a":{"b":1,"c":{"b":1},"b":2}}')).toBe(false);
    expect(isSure('{"type":"x","ty\\u0070e":"y"}')).toBe(false);
    expect(isSure('{"":1,"":2}')).toBe(false);
  });
});
