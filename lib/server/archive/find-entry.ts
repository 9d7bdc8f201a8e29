import type { BlockRecord, NumberRange } from '@/lib/server/archive/block-record';
import { blockText } from '@/lib/server/archive/block-text';
import { forEachLine } from '@/lib/server/archive/describe-block';
import { type NumberedKind, numberedLine } from '@/lib/server/archive/numbered-line';
import { withSnapshot } from '@/lib/server/archive/read-bytes';
import type { Snapshot } from '@/lib/server/archive/snapshot';

/** Where an entry's line begins: number from 1, byte from 0. */
export type EntryPlace = { readonly line: number; readonly byte: number };

/** Each `cosmic-swingset-begin-block` of that height, in file order: a block lost in a crash is executed again. */
export const findBlockHeight = (dir: string, height: number): Promise<EntryPlace[]> =>
  find(dir, 'height', height);

/** Each `crank-start` of that number, in file order: a later process counts again from the last commit. */
export const findCrank = (dir: string, crankNum: number): Promise<EntryPlace[]> =>
  find(dir, 'crank', crankNum);

const find = (dir: string, kind: NumberedKind, value: number): Promise<EntryPlace[]> =>
  withSnapshot(dir, async (snapshot) => {
    const places: EntryPlace[] = [];
    for (const [i, block] of snapshot.blocks.entries()) {
      if (covers(rangeOf(block, kind), value)) places.push(...(await placesIn(snapshot, i, { kind, value })));
    }
    return places;
  });

const rangeOf = (block: BlockRecord, kind: NumberedKind): NumberRange =>
  kind === 'height' ? block.heights : block.cranks;

const covers = (range: NumberRange, value: number): boolean =>
  range !== null && range.least <= value && value <= range.greatest;

async function placesIn(
  snapshot: Snapshot,
  i: number,
  wanted: { readonly kind: NumberedKind; readonly value: number },
): Promise<EntryPlace[]> {
  const block = snapshot.blocks[i];
  if (!block) return [];
  const text = await blockText(snapshot, i);
  const places: EntryPlace[] = [];
  let line = block.firstLine;
  forEachLine(text, block.headLength, (start, end) => {
    const found = numberedLine(text, start, end);
    if (found?.kind === wanted.kind && found.value === wanted.value) {
      places.push({ line, byte: block.textStart + start });
    }
    line += 1;
  });
  return places;
}
