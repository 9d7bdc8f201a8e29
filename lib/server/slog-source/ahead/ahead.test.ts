import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Ahead, startAhead } from '@/lib/server/slog-source/ahead/ahead';
import { SLOTS } from '@/lib/server/slog-source/ahead/layout.mjs';
import { fastestSkimmer } from '@/lib/slog/skim/fastest';
import { ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';
import { strictly } from '@/lib/slog/skim/strictly';
import { type Fold, foldFilled, roomOf, saveFold, startFold, toAnalysis } from '@/lib/upgrade/fold';
import { damaged } from '@/lib/upgrade/fold/skim/damage';
import { type Draw, drawFrom, fault, foreign, written } from '@/lib/upgrade/fold/skim/hostile-lines';

const dir = mkdtempSync(path.join(tmpdir(), 'vatdeck-ahead-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** `FUZZ_LOGS=200 npx vitest run lib/server/slog-source/ahead` for the long run. */
const LOGS = Number(process.env.FUZZ_LOGS ?? 4);
const BYTES = 14 * ROOM;

const SAMPLES = path.resolve('lib/slog/samples');
const logs = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.slog.gz'))
  .map((name) =>
    gunzipSync(readFileSync(path.join(SAMPLES, name)))
      .toString('utf8')
      .split('\n'),
  );
const short = logs.flat().filter((line) => line !== '' && line.length < 20_000);

/** Logs one after the other, with lines that no kernel writes and such as crashes leave. */
function hostileLog(draw: Draw): Buffer {
  const lines: string[] = [];
  for (let size = 0; size < BYTES; ) {
    const log = draw.pick(logs);
    const from = draw.int(log.length);
    const share = draw.pick([0, 0.001, 0.01]);
    for (const line of log.slice(from, from + draw.int(6_000))) {
      const odd = draw.chance(share) ? draw.pick([written, foreign, fault])(draw, short) : line;
      const long = draw.chance(0.000_5) ? `{"type":"x","pad":"${'y'.repeat(draw.int(300_000))}"}` : odd;
      lines.push(long.replaceAll('\n', ' '));
      size += long.length + 1;
    }
  }
  return Buffer.from(lines.join('\n'));
}

/** Folds a piece; then the fold's own thread stands still until the other one is as far ahead as it can be. */
async function folded(bytes: Buffer, skimmer: Skimmer, ahead: Ahead | null, looks = 200): Promise<Fold> {
  const fold = startFold(null, skimmer);
  const pieces = Math.ceil(bytes.length / ROOM);
  for (let piece = 0; piece < pieces; piece += 1) {
    const isRead = ahead?.take(piece) ?? false;
    const part = bytes.subarray(piece * ROOM, (piece + 1) * ROOM);
    const room = roomOf(fold);
    if (!isRead) room.set(part);
    foldFilled(fold, room, part.length);
    const most = Math.min(SLOTS - 2, pieces - piece - 2);
    if (!ahead || piece === 0) continue;
    for (let i = 0; i < looks && ahead.lead < most; i += 1) await sleep(5);
  }
  return fold;
}

const known = (fold: Fold): string =>
  JSON.stringify(saveFold(fold)) + JSON.stringify(toAnalysis(fold, { final: true }));

const asIs = (_draw: Draw, log: Buffer): Uint8Array => log;

describe('a second thread that scans ahead', () => {
  it.each([
    ['guarded', false, asIs],
    ['strict, of any bytes', true, damaged],
  ])('changes nothing: %s', { timeout: 7_200_000 }, async (_name, strict, change) => {
    const draw = drawFrom(7);
    let recalled = 0;
    for (let i = 0; i < LOGS; i += 1) {
      const bytes = Buffer.from(change(draw, hostileLog(draw)));
      const file = path.join(dir, 'hostile');
      writeFileSync(file, bytes);
      const inner = fastestSkimmer();
      const alone = await folded(bytes, strict ? strictly(inner) : inner, null);
      const ahead = new Ahead({ file, size: bytes.length, strict });
      const { skimmer } = ahead;
      const together = await folded(bytes, strict ? strictly(skimmer) : skimmer, ahead);
      await ahead.close();
      expect(known(together) === known(alone)).toBe(true);
      recalled += ahead.recalled;
    }
    expect(recalled).toBeGreaterThan(LOGS * 10);
  });

  it('may die at any time', { timeout: 60_000 }, async () => {
    const bytes = hostileLog(drawFrom(3));
    const file = path.join(dir, 'dying');
    writeFileSync(file, bytes);
    const inner = fastestSkimmer();
    const alone = known(await folded(bytes, inner, null));
    const ahead = new Ahead({ file, size: bytes.length, strict: false });
    const dying = sleep(60).then(() => ahead.close());
    expect(known(await folded(bytes, ahead.skimmer, ahead, 10)) === alone).toBe(true);
    await dying;
    const missing = new Ahead({ file: path.join(dir, 'missing'), size: bytes.length, strict: false });
    expect(known(await folded(bytes, missing.skimmer, missing, 10)) === alone).toBe(true);
    await missing.close();
  });

  it('is not started for a small file, nor where all processors have work', () => {
    const spy = vi.spyOn(Worker.prototype, 'unref');
    const ahead = (size: number, wished?: boolean, others = 1) =>
      startAhead({ file: 'none', size, strict: true }, { wished, others });
    expect(ahead(1e8)).toBe(null);
    expect(ahead(1e10, undefined, 1_000)).toBe(null);
    expect(ahead(1e10, false)).toBe(null);
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  });
});
