import type { FileHandle } from 'node:fs/promises';
import { withSnapshot } from '@/lib/server/archive/read-bytes';
import { openText } from '@/lib/server/archive/snapshot';

const PIECE = 256 * 1024;

/** A whole text, packed: what `zcat` (or `zstd -dc`) reads. */
export type PackedText = {
  readonly suffix: string;
  readonly mediaType: string;
  readonly length: number;
  /** To be read or cancelled: it holds a file. */
  readonly stream: ReadableStream<Uint8Array>;
};

/** The text that is durable now, as it lies on disk; its unfinished block is packed on the way. */
export const readPacked = (dir: string): Promise<PackedText> =>
  withSnapshot(dir, async (snapshot) => {
    const { blocks, tail, codec } = snapshot;
    const stored = (tail ? blocks.slice(0, -1) : blocks).reduce((sum, { fileLength }) => sum + fileLength, 0);
    // A packed nothing is more than no bytes.
    const rest = tail ?? (blocks.length === 0 ? Buffer.alloc(0) : null);
    const end = rest ? await codec.encode(rest) : Buffer.alloc(0);
    return {
      suffix: codec.name === 'zstd' ? 'zst' : 'gz',
      mediaType: codec.name === 'zstd' ? 'application/zstd' : 'application/gzip',
      length: stored + end.length,
      stream: streamOf(await openText(snapshot), stored, end),
    };
  });

function streamOf(file: FileHandle, length: number, end: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        if (at < length) {
          const wanted = Math.min(PIECE, length - at);
          const { buffer, bytesRead } = await file.read(new Uint8Array(wanted), 0, wanted, at);
          if (bytesRead === 0) throw new Error(`The archive ends at byte ${at} of ${length}.`);
          at += bytesRead;
          return controller.enqueue(buffer.subarray(0, bytesRead));
        }
        await file.close();
        if (end.length > 0) controller.enqueue(end);
        controller.close();
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 2 },
  );
}
