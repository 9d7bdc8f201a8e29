import { describe, expect, it } from 'vitest';
import { whatIsThis } from '@/lib/slog/what-is-this';

const encoder = new TextEncoder();
const judge = (text: string, complete = true) => whatIsThis(encoder.encode(text), complete);
const entry = '{"type":"crank-start","crankNum":1,"time":5}\n';

describe('whatIsThis', () => {
  it('knows a slog by its first entry, even behind other output or a torn line', () => {
    for (const text of [
      entry,
      `\uFEFF${entry}`,
      `agd: starting\n\n${entry}`,
      `ee","slots":[]}\n${entry}`,
      `\0\0\0${entry}`,
      '{"type":"create-vat","vatID":"v1","vatSourceBundle":{"e',
    ])
      expect(judge(text), text).toEqual({ kind: 'slog' });
  });

  it('names what else it is', () => {
    const found = (text: string) => {
      const verdict = judge(text);
      return verdict.kind === 'other' ? verdict.found : verdict.kind;
    };
    expect(found('')).toMatch(/empty/);
    expect(found('[1,2]\n')).toMatch(/JSON array/);
    expect(found('{"level":"info","msg":"hi"}\n')).toMatch(/another kind \(the first has level, msg\)/);
    expect(found('{\n "name": 1\n}\n')).toMatch(/JSON document over several lines/);
    expect(found('<html></html>')).toMatch(/HTML/);
    expect(found('hello there\n')).toMatch(/begins with "hello there"/);
    expect(whatIsThis(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10), false)).toEqual({
      kind: 'other',
      found: 'a PNG image',
    });
    expect(whatIsThis(Uint8Array.of(1, 2, 3, 4, 5), false)).toEqual({ kind: 'other', found: 'binary data' });
  });

  it('waits while it cannot know', () => {
    expect(judge('{"ty', false)).toEqual({ kind: 'undecided' });
    expect(judge('starting\n', false)).toEqual({ kind: 'undecided' });
    expect(judge('x\n'.repeat(1_001), false).kind).toBe('other');
  });
});
