import { withSnapshot } from '@/lib/server/archive/read-bytes';

/** An archive's size now. `lines` counts an unfinished last line; `storedBytes` is the compressed text without its tail. */
export type ArchiveTotal = {
  readonly bytes: number;
  readonly lines: number;
  readonly blocks: number;
  readonly storedBytes: number;
};

/** How much text is durable in the archive in `dir`. Decodes nothing. */
export const total = (dir: string): Promise<ArchiveTotal> =>
  withSnapshot(dir, async ({ blocks, bytes, lines }) => ({
    bytes,
    lines,
    blocks: blocks.length,
    storedBytes: blocks.reduce((sum, { fileLength }) => sum + fileLength, 0),
  }));
