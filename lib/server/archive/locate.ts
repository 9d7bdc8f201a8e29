import type { BlockRecord } from '@/lib/server/archive/block-record';
import type { Snapshot } from '@/lib/server/archive/snapshot';

/** Number of the block that has the text byte; -1 where the text does not reach. */
export const blockOfByte = (snapshot: Snapshot, byte: number): number =>
  byte >= 0 && byte < snapshot.bytes ? lastBlockWhere(snapshot, (block) => block.textStart <= byte) : -1;

/** Number of the block in which the line starts; -1 where there is no such line. */
export const blockOfLine = (snapshot: Snapshot, line: number): number =>
  line >= 1 && line <= snapshot.lines ? lastBlockWhere(snapshot, (block) => block.firstLine <= line) : -1;

/** The last block for which `holds` is true; it must be true for a prefix of the blocks. */
function lastBlockWhere({ blocks }: Snapshot, holds: (block: BlockRecord) => boolean): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block && holds(block)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where a line that runs on behind block number `i` ends (its newline, or the end of the text). Decodes nothing. */
export function endOfLineBehind(snapshot: Snapshot, i: number): number {
  for (let next = i + 1; next < snapshot.blocks.length; next += 1) {
    const block = snapshot.blocks[next];
    if (block?.headEnds) return block.textStart + block.headLength - 1;
  }
  return snapshot.bytes;
}
