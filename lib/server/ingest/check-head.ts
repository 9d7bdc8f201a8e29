import { constants, gunzipSync } from 'node:zlib';
import { isGzip } from '@/lib/server/fold-worker/inflater';
import { whatIsThis } from '@/lib/server/ingest/what-is-this';

/** So many first bytes are looked at. */
export const HEAD_BYTES = 512;

function inflateHead(head: Uint8Array): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // Too little of it to say anything yet, or broken: the fold tells which.
    return new Uint8Array();
  }
}

/** What the stream is if its first bytes are certainly no slog's, compressed or not; null when they may be. */
export function refuseHead(head: Uint8Array): string | null {
  if (!isGzip(head)) return whatIsThis(head.subarray(0, HEAD_BYTES));
  const inner = whatIsThis(inflateHead(head).subarray(0, HEAD_BYTES));
  return inner && `gzip of ${inner}`;
}
