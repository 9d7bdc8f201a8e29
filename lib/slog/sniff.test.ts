import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '@/lib/slog/decode';
import { asNumber, isRecord } from '@/lib/slog/json';
import { readEntry } from '@/lib/slog/read-entry';
import { INVALID, scanValue, skipSpace, UNSURE } from '@/lib/slog/scan-json';
import { sniffBulk } from '@/lib/slog/sniff';

const encoder = new TextEncoder();
const WANTED = { clist: false, results: false };

/** Numbers in every notation, also those that are none. */
const number = fc.constantFrom(
  '0',
  '-0',
  '7',
  '1.5',
  '1e3',
  '1E-2',
  '0.1e+7',
  '1e999',
  '01',
  '-',
  '1.',
  '.5',
  '+1',
  'NaN',
  '12345678901234567890',
);
const hostileText = fc.constantFrom(
  'plain',
  '\\"type\\":\\"deliver\\"',
  'say \\"hi\\"',
  '\\\\',
  '\\u0041',
  '\\ud83d',
  '\\ux',
  '\\',
  '\u2028',
  'ü😀',
  '\u0001',
  '{"type":"deliver"',
  '"',
);
const string = hostileText.map((text) => `"${text}"`);
const leaf = fc.oneof(number, string, fc.constantFrom('true', 'false', 'null', 'True', 'nul', ''));
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(string, tie('value')), { maxLength: 3 })
      .map((items) => `{${items.map(([k, v]) => `${k}: ${v}`).join(' ,')}}`),
  ),
})).value;

const type = fc.constantFrom(
  '"syscall"',
  '"syscall-result"',
  '"clist"',
  '"deliver"',
  '"deliver-result"',
  '"kernel-stats"',
  '"crank-start"',
  '"sys\\u0063all"',
  '7',
);
const member = fc.oneof(
  type.map((t) => `"type":${t}`),
  fc.constantFrom('"replay":true', '"replay":false', '"replay":"true"', '"replay" : true'),
  fc.constantFrom(
    '"syscall":"vatstoreGet"',
    '"syscall":"send"',
    '"ksc":["vatstoreGet","v1","k"]',
    '"ksc":null',
    '"vsc":["vatstoreSet","k","v"]',
    '"ksr":["ok",null]',
    '"ksr":["error","x"]',
  ),
  number.map((n) => `"time":${n}`),
  number.map((n) => `"monotime":${n}`),
  value.map((v) => `"kd":${v}`),
  fc.tuple(string, value).map(([k, v]) => `${k}:${v}`),
);
const line = fc
  .tuple(
    type,
    fc.array(member, { maxLength: 7 }),
    fc.constantFrom(',', ' , ', ',,', ''),
    fc.constantFrom('}', '} ', '}}', '', '}\r', '},'),
  )
  .map(
    ([t, members, comma, end]) =>
      `{"type":${[t, ...members].join(comma === ',,' ? ',' : comma || ',')}${comma === ',,' ? ',' : ''}${end}`,
  );

/** What `JSON.parse` makes of the same bytes. */
function truth(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decode(bytes, 0, bytes.length));
  } catch {
    return undefined;
  }
}

const spanText = (bytes: Uint8Array, span: { start: number; end: number }): unknown =>
  span.start < 0 ? null : asNumber(JSON.parse(decode(bytes, span.start, span.end)));

describe('sniffBulk', () => {
  it('skips only what JSON.parse calls an entry of that type, with the same replay and clocks', () => {
    let skipped = 0;
    fc.assert(
      fc.property(line, (text) => {
        const bytes = encoder.encode(text);
        const bulk = sniffBulk(bytes, 0, bytes.length, WANTED);
        if (!bulk) return;
        skipped += 1;
        const parsed = truth(bytes);
        expect(isRecord(parsed)).toBe(true);
        if (!isRecord(parsed)) return;
        const entry = readEntry(parsed, String(parsed.type));
        expect(bulk.type).toBe(parsed.type);
        expect(bulk.replay).toBe('replay' in entry ? entry.replay : parsed.replay === true);
        expect(spanText(bytes, bulk.time)).toBe(entry.time);
        expect(spanText(bytes, bulk.monotime)).toBe(entry.monotime);
        if (entry.type === 'syscall' && !entry.replay) expect(entry.syscall.name).toBe('other');
        if (entry.type === 'syscall-result' && !entry.replay) expect(entry.status).toBe('ok');
      }),
      { numRuns: 20_000, seed: 11 },
    );
    expect(skipped).toBeGreaterThan(300);
  });

  it('does not lose what the fold asks for', () => {
    const sniff = (text: string, wanted = WANTED) => {
      const bytes = encoder.encode(text);
      return sniffBulk(bytes, 0, bytes.length, wanted)?.type ?? null;
    };
    const clist =
      '{"type":"clist","crankNum":1,"mode":"drop","vatID":"v1","kobj":"ko1","vobj":"o+1","time":1}';
    expect(sniff(clist)).toBe('clist');
    expect(sniff(clist, { clist: true, results: false })).toBe(null);
    const result = '{"type":"syscall-result","crankNum":1,"vatID":"v1","replay":false,"ksr":["ok",null]}';
    expect(sniff(result)).toBe('syscall-result');
    expect(sniff(result, { clist: false, results: true })).toBe(null);
    expect(
      sniff('{"type":"syscall","vatID":"v1","crankNum":1,"replay":false,"vsc":["vatstoreGet","x"]}'),
    ).toBe(null);
    expect(sniff('{"type":"deliver","crankNum":1,"vatID":"v1","replay":false,"kd":["startVat"]}')).toBe(null);
    expect(sniff('{"type":"deliver","vatID":"v1","deliveryNum":1,"replay":true,"vd":["startVat"]}')).toBe(
      'deliver',
    );
  });
});

describe('scanValue', () => {
  it('accepts exactly what JSON.parse accepts', () => {
    fc.assert(
      fc.property(fc.oneof(value, fc.json({ maxDepth: 6 }), fc.string()), (text) => {
        const bytes = encoder.encode(text);
        const start = skipSpace(bytes, 0, bytes.length);
        const end = scanValue(bytes, start, bytes.length, 0);
        const valid = end >= 0 && skipSpace(bytes, end, bytes.length) === bytes.length;
        expect(valid).toBe(truth(bytes) !== undefined);
      }),
      { numRuns: 20_000, seed: 7 },
    );
  });

  it('is unsure of what is nested too deep and says no to what is cut', () => {
    const deep = encoder.encode('['.repeat(5_000) + ']'.repeat(5_000));
    expect(scanValue(deep, 0, deep.length, 0)).toBe(UNSURE);
    const whole = encoder.encode('{"a":[1,{"b":"\\u00e4"}],"c":true}');
    expect(scanValue(whole, 0, whole.length, 0)).toBe(whole.length);
    for (let cut = 0; cut < whole.length; cut += 1) expect(scanValue(whole, 0, cut, 0)).toBe(INVALID);
  });
});
