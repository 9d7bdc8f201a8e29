import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

const LEAST_SECONDS = 10;

/**
 * A block that worked ten times as long as the median, and more than ten seconds, without an upgrade in it.
 * Traps: the first block after a start; upgrade blocks are long by nature and left out.
 */
export const slowBlock: DocumentRule = {
  rule: 'slow-block',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'document',
  find: ({ blocks, runs }) => {
    const slow = blocks.filter((block) => !block.lost && (block.endBlockSeconds ?? 0) > LEAST_SECONDS);
    if (slow.length === 0) return [];
    const known = blocks.map((block) => block.endBlockSeconds ?? 0).sort((a, b) => a - b);
    const median = known[Math.floor(known.length / 2)] ?? 0;
    const upgrading = new Set(runs.filter((run) => run.upgrades.length > 0).map((run) => run.blockHeight));
    return slow
      .filter((block) => (block.endBlockSeconds ?? 0) > 10 * median && !upgrading.has(block.blockHeight))
      .map(({ blockHeight, endBlockSeconds, startLine, startByte, startTime }) => ({
        line: startLine,
        byte: startByte,
        time: startTime,
        message: `Block ${blockHeight} took ${Math.round(endBlockSeconds ?? 0)} s, the median is ${median.toFixed(1)} s.`,
        params: { blockHeight, seconds: endBlockSeconds, median },
      }));
  },
};
