import type { Skimmer } from '@/lib/slog/skim/skimmer';
import { foldBytes, restoreFold, saveFold, startFold, toAnalysis } from '@/lib/upgrade/fold';
import type { Draw } from '@/lib/upgrade/fold/skim/hostile-lines';

/** For tests: everything that the fold knows at its end, but for clocks of a crank that nobody asks for. */
export function knowledge(bytes: Uint8Array, skimmer: Skimmer | null, sizes: readonly number[]): string {
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

/** Sizes of the chunks that a log is cut into. */
export const sizesOf = (draw: Draw): number[] =>
  Array.from({ length: 1 + draw.int(4) }, () =>
    draw.pick([1 + draw.int(60), 1 + draw.int(4_000), 1 + draw.int(1_000_000), 262_144]),
  );

/** The shortest stretch of lines that still differs, for people to look at. */
export function shorten(bytes: Uint8Array, differs: (bytes: Uint8Array) => boolean): string {
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
