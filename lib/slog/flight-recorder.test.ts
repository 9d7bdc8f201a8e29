import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawRecorder } from '@/lib/slog/draw-recorder';
import { isRecorder, RECORDER_HEADER, RecordReader, readRing } from '@/lib/slog/flight-recorder';

function linesOf(file: Uint8Array, sizes: readonly number[]): string {
  const ring = readRing(file);
  const reader = new RecordReader(ring);
  const parts: Uint8Array[] = [];
  let turn = 0;
  for (const { from, to } of ring.spans)
    for (let at = from; at < to; ) {
      const end = Math.min(to, at + (sizes[turn % sizes.length] ?? 1));
      parts.push(reader.push(file.subarray(RECORDER_HEADER + at, RECORDER_HEADER + end)));
      at = end;
      turn += 1;
    }
  expect([reader.failure, reader.isWhole]).toEqual([null, true]);
  return Buffer.concat(parts).toString();
}

describe('flight recorder', () => {
  it('gives the newest records as lines, wherever the ring begins and however it is cut', () => {
    const record = fc.string({ maxLength: 60 }).map((text) => JSON.stringify({ type: 'x', text }));
    const records = fc.array(record, { maxLength: 40 });
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(records, sizes, fc.integer({ min: 400, max: 900 }), (all, cuts, size) => {
        const file = drawRecorder(all, size);
        const text = linesOf(file, cuts);
        expect(
          all
            .map((line) => `${line}\n`)
            .join('')
            .endsWith(text),
        ).toBe(true);
        if (all.length > 0) expect(text.length).toBeGreaterThan(0);
      }),
    );
  });

  it('is told by its first bytes, and an empty one has no lines', () => {
    const empty = drawRecorder([], 500);
    expect([isRecorder(empty), isRecorder(empty.subarray(0, 5)), linesOf(empty, [1])]).toEqual([
      true,
      false,
      '',
    ]);
  });

  it('says when header or record cannot be', () => {
    const file = drawRecorder(['{}'], 500);
    const view = new DataView(file.buffer);
    view.setBigUint64(RECORDER_HEADER, 10_000n);
    const reader = new RecordReader(readRing(file));
    reader.push(file.subarray(RECORDER_HEADER, RECORDER_HEADER + 11));
    expect(reader.failure).toMatch(/a record of 10000 bytes in a ring of 468/);
    view.setBigUint64(24, 9_999n);
    expect(() => readRing(file)).toThrow(/header is damaged/);
  });
});
