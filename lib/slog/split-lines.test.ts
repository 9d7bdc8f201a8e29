import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastLine, MAX_HELD, OVERSIZED_HEAD, splitLines, startSplitter } from '@/lib/slog/split-lines';

type Seen = { text: string; line: number; byte: number; endByte: number };

function split(bytes: Uint8Array, sizes: readonly number[]): Seen[] {
  const seen: Seen[] = [];
  const splitter = startSplitter();
  // A Node buffer that is used again: its `slice` shares bytes, which has bitten once.
  const buffer = Buffer.alloc(Math.max(...sizes));
  const visit = ({
    bytes: b,
    start,
    end,
    line,
    byte,
    endByte,
  }: Parameters<Parameters<typeof splitLines>[2]>[0]) =>
    seen.push({ text: Buffer.from(b.subarray(start, end)).toString('latin1'), line, byte, endByte });
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = Math.min(sizes[i % sizes.length] ?? 1, bytes.length - at);
    buffer.set(bytes.subarray(at, at + size));
    splitLines(splitter, buffer.subarray(0, size), visit);
    buffer.fill(0x58);
    at += size;
  }
  lastLine(splitter, visit);
  return seen;
}

const expected = (bytes: Uint8Array): Seen[] => {
  const texts = Buffer.from(bytes).toString('latin1').split('\n');
  let byte = 0;
  return texts.flatMap((text, i) => {
    const last = i === texts.length - 1;
    if (last && text === '') return [];
    const at = byte;
    byte += text.length + (last ? 0 : 1);
    return [{ text, line: i + 1, byte: at, endByte: byte }];
  });
};

describe('splitLines', () => {
  it('finds the same lines however the bytes are cut', () => {
    const bytes = fc.array(fc.constantFrom(10, 10, 13, 0, 65, 0xc3, 0xbc, 0xe2), { maxLength: 80 });
    fc.assert(
      fc.property(
        bytes,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        (b, sizes) => {
          const input = Uint8Array.from(b);
          expect(split(input, sizes)).toEqual(expected(input));
        },
      ),
    );
  });

  it('holds of an oversized line only its head, the same for every cut', () => {
    const input = new Uint8Array(MAX_HELD + 1_000).fill(65);
    input[MAX_HELD + 900] = 10;
    const whole = split(input, [input.length]);
    expect(whole.map(({ text }) => text.length)).toEqual([OVERSIZED_HEAD, 99]);
    expect(whole[1]?.byte).toBe(MAX_HELD + 901);
    expect(split(input, [1_000_003])).toEqual(whole);
  });
});
