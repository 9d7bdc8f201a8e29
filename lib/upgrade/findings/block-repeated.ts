import { type BlockRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A block was executed, lost before its commit, and executed again.
 * Trap: normal after a kill; only the durations of the lost execution must not be taken for the block's.
 */
export const blockRepeated: BlockRule = {
  rule: 'block-repeated',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'blocks',
  find: ({ lost, blockHeight, startLine, startByte, startTime }) =>
    lost
      ? [
          {
            line: startLine,
            byte: startByte,
            time: startTime,
            message: `Block ${blockHeight} was lost before its commit and executed again.`,
            params: { blockHeight },
          },
        ]
      : [],
};
