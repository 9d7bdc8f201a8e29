import { RECORDER_HEADER } from '@/lib/slog/flight-recorder';

/** For tests: a flight recorder of `size` bytes into which the records were written one after the other, as upstream does it. */
export function drawRecorder(records: readonly string[], size: number): Uint8Array {
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const arenaSize = size - RECORDER_HEADER;
  let start = 0;
  let end = 0;
  let used = 0;
  const kept: number[] = [];
  for (const record of records) {
    const payload = new TextEncoder().encode(`\n${record}`);
    const bytes = new Uint8Array(8 + payload.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(payload.length));
    bytes.set(payload, 8);
    // One byte stays free: a full ring would look like an empty one.
    while (used + bytes.length >= arenaSize) {
      const oldest = kept.shift() ?? 0;
      used -= oldest;
      start = (start + oldest) % arenaSize;
    }
    used += bytes.length;
    bytes.forEach((byte, i) => {
      file[RECORDER_HEADER + ((end + i) % arenaSize)] = byte;
    });
    kept.push(bytes.length);
    end = (end + bytes.length) % arenaSize;
  }
  file.set(new TextEncoder().encode('AG-SLOG!'));
  [arenaSize, start, end].forEach((value, i) => view.setBigUint64(8 + 8 * i, BigInt(value)));
  return file;
}
