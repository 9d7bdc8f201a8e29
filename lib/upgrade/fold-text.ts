import type { Analysis } from '@/lib/upgrade/analysis';
import { type Fold, foldBytes, restoreFold, savedText, startFold, toAnalysis } from '@/lib/upgrade/fold';

const encoder = new TextEncoder();

export const asBytes = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? encoder.encode(text) : text;

/** For tests: the final document as others get it, out of JSON. */
export const documentOf = (fold: Fold): Analysis =>
  JSON.parse(JSON.stringify(toAnalysis(fold, { final: true })));

/** For tests: the final document of a whole text. */
export function analysisOf(text: string | Uint8Array): Analysis {
  const fold = startFold();
  foldBytes(fold, asBytes(text));
  return documentOf(fold);
}

/** For tests: the same by chunks of the given sizes, in a buffer that is used again and again. */
export function analysisOfChunks(text: string | Uint8Array, sizes: readonly number[]): Analysis {
  const bytes = asBytes(text);
  const fold = startFold();
  const buffer = new Uint8Array(Math.max(1, ...sizes));
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = Math.min(Math.max(1, sizes[i % sizes.length] ?? 1), bytes.length - at);
    buffer.set(bytes.subarray(at, at + size));
    foldBytes(fold, buffer.subarray(0, size));
    buffer.fill(0x58);
    at += size;
  }
  return documentOf(fold);
}

/** For tests: the same with the fold saved as JSON text at each of the places and restored, as after a kill. */
export function analysisOfRestored(text: string | Uint8Array, places: readonly number[]): Analysis {
  const bytes = asBytes(text);
  let fold = startFold();
  let at = 0;
  for (const place of places.toSorted((a, b) => a - b)) {
    const end = Math.min(place, bytes.length);
    if (end > at) foldBytes(fold, bytes.subarray(at, end));
    const checkpoint = JSON.parse([...savedText(fold)].join(''));
    fold = restoreFold(checkpoint);
    at = checkpoint.offset;
  }
  foldBytes(fold, bytes.subarray(at));
  return documentOf(fold);
}
