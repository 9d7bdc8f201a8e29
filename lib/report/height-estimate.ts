import { quantile, type Spread } from '@/lib/report/spread';
import type { Block } from '@/lib/upgrade/analysis';

/** When a height comes, in ms since 1970, reckoned from a block whose time is known. */
export type HeightEstimate = {
  readonly height: number;
  readonly from: { readonly height: number; readonly at: number };
  /** Seconds from block to block. */
  readonly pace: Spread;
  readonly at: number;
  readonly earliest: number;
  readonly latest: number;
};

/** A pause of more than this is a halt and says nothing of the chain's pace. */
const LONGEST_PACE = 120;

/**
 * Seconds from block to block by the chain's own block times: the middle, and the range in which nine of ten stretches of a hundred
 * blocks lie (single blocks differ, but a height is many of them away). Null with fewer than two blocks.
 */
export function blockPace(
  blocks: readonly Pick<Block, 'blockHeight' | 'blockTime' | 'lost'>[],
): Spread | null {
  const known = blocks.filter(({ lost, blockTime }) => !lost && blockTime !== null);
  const paces: number[] = [];
  const stretch = Math.min(100, Math.max(1, Math.floor(known.length / 4)));
  for (let i = stretch; i < known.length; i += 1) {
    const [a, b] = [known[i - stretch], known[i]];
    if (!a || !b || b.blockHeight <= a.blockHeight) continue;
    const pace = ((b.blockTime ?? 0) - (a.blockTime ?? 0)) / (b.blockHeight - a.blockHeight);
    if (pace > 0 && pace < LONGEST_PACE) paces.push(pace);
  }
  if (paces.length === 0) return null;
  paces.sort((a, b) => a - b);
  return {
    median: quantile(paces, 0.5),
    least: quantile(paces, 0.05),
    most: quantile(paces, 0.95),
    count: paces.length,
  };
}

/** When `height` comes if the chain keeps its pace; the range is that of the pace. */
export function estimateHeight(
  height: number,
  from: { readonly height: number; readonly at: number },
  pace: Spread,
): HeightEstimate {
  const after = (seconds: number): number => from.at + (height - from.height) * seconds * 1000;
  return {
    height,
    from,
    pace,
    at: after(pace.median),
    earliest: after(height >= from.height ? pace.least : pace.most),
    latest: after(height >= from.height ? pace.most : pace.least),
  };
}
