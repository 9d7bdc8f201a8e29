import { backoff } from '@/lib/live/backoff';
import { isWhole, nextStep, type UploadAnswer } from '@/lib/live/upload-answer';
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
    if (extent.isWhole && isWhole(answer, offset, extent.size)) {
      progress.at(extent.size, extent.size);
      return { kind: 'whole', bytes: extent.size };
    }
    const next = nextStep(answer, offset);
    if (next.kind === 'stop') throw new UploadFault(EXIT.refused, next.reason);
    offset = next.kind === 'send' ? next.offset : null;
    failures = next.kind === 'send' ? 0 : failures + 1;
    if (next.kind === 'ask') await waitForServer(transfer, next.reason, failures);
    else progress.at((durable = next.offset), extent.isWhole ? extent.size : null);
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

async function waitForServer({ progress, pause, random }: Transfer, reason: string, failures: number) {
  if (failures === 2) progress.note(`Waiting for the server (${reason}); going on where it stopped.`);
  await pause(backoff(failures, random()));
}
