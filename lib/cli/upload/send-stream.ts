import { backoff } from '@/lib/live/backoff';
import type { UploadAnswer } from '@/lib/live/upload-answer';
import type { SlogDoor } from './door';
import { EXIT, UploadFault } from './exit-code';
import type { Progress } from './progress';
import type { Extent, Source } from './source';

/** One request's bytes: large enough that waiting for its answer costs little, small enough to be shown as progress. */
const SLICE = 8 * 1024 * 1024;
/** How often (ms) a source that may grow is looked at. */
const POLL = 50;

export type Transfer = {
  readonly source: Source;
  readonly door: Pick<SlogDoor, 'head' | 'append'>;
  readonly progress: Progress;
  readonly interrupted: AbortSignal;
  /** Returns early when interrupted. */
  readonly pause: (ms: number) => Promise<void>;
  readonly random: () => number;
};

export type TransferEnd = { readonly kind: 'whole' | 'interrupted'; readonly bytes: number };

/**
 * Sends a source until the server has all of it for good, from wherever the server says; lost connections are
 * waited out. Throws an UploadFault when the server refuses or the source fails.
 */
export async function sendStream(transfer: Transfer): Promise<TransferEnd> {
  const { source, door, progress, interrupted } = transfer;
  let durable = 0;
  /** null: ask the server first. */
  let offset: number | null = null;
  let failures = 0;

  while (!interrupted.aborted) {
    const extent = await source.extent();
    if (offset !== null) checkOffset(offset, extent, source.name);
    if (offset === extent.size && !extent.isWhole) {
      if (extent.over) throw extent.over;
      await transfer.pause(POLL);
      continue;
    }
    const answer: UploadAnswer = offset === null ? await door.head() : await append(transfer, offset, extent);
    if (isWholeAt(answer, offset, extent)) {
      progress.at(extent.size, extent.size);
      return { kind: 'whole', bytes: extent.size };
    }
    const stood = answer.kind === 'taken' || (answer.kind === 'elsewhere' && answer.offset !== offset);
    offset = nextOffset(answer, offset);
    failures = stood ? 0 : failures + 1;
    if (offset === null) await waitForServer(transfer, answer, failures);
    else progress.at((durable = offset), extent.isWhole ? extent.size : null);
  }
  return { kind: 'interrupted', bytes: durable };
}

async function append({ source, door }: Transfer, offset: number, { size, isWhole }: Extent) {
  const bytes = offset === size ? new Uint8Array(0) : await source.read(offset, SLICE);
  return door.append(offset, bytes, isWhole ? size : null);
}

function checkOffset(offset: number, { size }: Extent, name: string): void {
  if (offset <= size) return;
  const what = `The run holds ${offset} bytes already, ${name} has only ${size}: this is not the file it was fed from.`;
  throw new UploadFault(EXIT.source, `${what} Leave --run away to make a new run.`);
}

/** Did this answer to bytes (not to a question) say that the whole stream is there? */
function isWholeAt(answer: UploadAnswer, sentAt: number | null, { size, isWhole }: Extent): boolean {
  // "Ended" at our own length: an earlier last request arrived, its answer did not.
  const isEnd = answer.kind === 'taken' || answer.kind === 'ended';
  return sentAt !== null && isWhole && isEnd && answer.offset === size;
}

/** Where to go on; null after trouble that may pass. */
function nextOffset(answer: UploadAnswer, sentAt: number | null): number | null {
  if (answer.kind === 'ended') {
    const where = answer.offset === null ? '' : ` at byte ${answer.offset}`;
    throw new UploadFault(EXIT.refused, `The run has ended${where}; nothing can be added. Make a new run.`);
  }
  if (answer.kind === 'refused') {
    throw new UploadFault(EXIT.refused, `The server refused the stream (${answer.status}): ${answer.reason}`);
  }
  if (answer.kind === 'later') return null;
  return answer.kind === 'elsewhere' && answer.offset === sentAt ? null : answer.offset;
}

async function waitForServer({ progress, pause, random }: Transfer, answer: UploadAnswer, failures: number) {
  const reason = answer.kind === 'later' ? answer.reason : 'another sender feeds this run';
  if (failures === 2) progress.note(`Waiting for the server (${reason}); going on where it stopped.`);
  await pause(backoff(failures, random()));
}
