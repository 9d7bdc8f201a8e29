import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { isGzip } from '@/lib/server/fold-worker/inflater';
import { isRecorder } from '@/lib/slog/flight-recorder';
import { type Verdict, whatIsThis } from '@/lib/slog/what-is-this';

/** After so many bytes without an entry it is no slog for sure; the verdict itself knows the same number. */
export const JUDGED_BYTES = 4 * 1024 * 1024;
/** Nearly always enough to see an entry. */
const FIRST_LOOK = 64 * 1024;
/** Compressed bytes that are looked into: some hundred kilobytes of text, and never more than a thousand times as many. */
const GZIP_BYTES = 16 * 1024;

const UNDECIDED: Verdict = { kind: 'undecided' };

function judgeGzip(head: Uint8Array, complete: boolean): Verdict {
  const looked = head.subarray(0, GZIP_BYTES);
  try {
    const text = gunzipSync(looked, { finishFlush: constants.Z_SYNC_FLUSH });
    const verdict = whatIsThis(text, complete && looked.length === head.length);
    const said = verdict.kind === 'other' ? { ...verdict, found: `gzip of ${verdict.found}` } : verdict;
    // Looked into as far as we do: then it is taken, and the fold counts what it cannot read.
    return said.kind === 'undecided' && head.length > GZIP_BYTES ? { kind: 'slog' } : said;
  } catch {
    // Broken: the fold says where.
    return complete || head.length > GZIP_BYTES ? { kind: 'slog' } : UNDECIDED;
  }
}

/** What the first bytes of a stream, compressed or not, are. `complete`: there are no more. */
export function judgeHead(head: Uint8Array, complete: boolean): Verdict {
  // A ring's first bytes are of any age: the fold looks for its oldest record.
  if (isRecorder(head)) return { kind: 'slog' };
  return isGzip(head) ? judgeGzip(head, complete) : whatIsThis(head, complete);
}

/** The sentence for whoever sent something else. */
export const notASlog = (found: string): string => `What was sent is not a slog: it is ${found}.`;

/**
 * Judges a stream while it comes, until it is decided. Looks again only when there is twice as much to see, so that a stream of
 * small pieces costs no more than one of large ones.
 */
export class HeadJudge {
  #decided = false;
  #next = 0;

  /** True if a look is worth while when the stream has `total` bytes. */
  wants(total: number, complete: boolean): boolean {
    return !this.#decided && (complete || total >= this.#next);
  }

  /** What the stream is if it is certainly no slog; null while it may be one. */
  refuse(head: Uint8Array, complete: boolean): string | null {
    const verdict = judgeHead(head, complete);
    if (verdict.kind === 'other') return verdict.found;
    this.#decided = verdict.kind === 'slog' || head.length >= JUDGED_BYTES;
    this.#next = head.length * 2;
    return null;
  }
}

/** Looks at a stream that has all its bytes, unless that was decided while they came; says what it is if it is no slog. */
export async function judgeFile(judge: HeadJudge, file: string, total: number): Promise<string | null> {
  const handle = await open(/*turbopackIgnore: true*/ file, 'r');
  try {
    for (const size of [FIRST_LOOK, JUDGED_BYTES]) {
      if (!judge.wants(total, true)) return null;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
      const found = judge.refuse(buffer.subarray(0, bytesRead), bytesRead === total);
      if (found !== null) return found;
    }
    return null;
  } finally {
    await handle.close();
  }
}
