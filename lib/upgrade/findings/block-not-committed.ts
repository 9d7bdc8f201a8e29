import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A block with an upgrade never reached its commit, though the log has ended or its process has.
 * Trap: while entries still arrive it is only pending.
 */
export const blockNotCommitted: DocumentRule = {
  rule: 'block-not-committed',
  severity: 'blocker',
  upstream: UPSTREAM.launchChain,
  on: 'document',
  find: ({ blocks, runs, final }) => {
    const last = blocks.at(-1);
    return blocks
      .filter((block) => !block.committed && !block.lost && (final || block !== last))
      .filter((block) =>
        runs.some(
          (run) =>
            run.startLine >= block.startLine &&
            run.blockHeight === block.blockHeight &&
            run.upgrades.length > 0,
        ),
      )
      .map(({ blockHeight, startLine, startByte, startTime }) => ({
        line: startLine,
        byte: startByte,
        time: startTime,
        message: `Block ${blockHeight} holds an upgrade and was never committed.`,
        params: { blockHeight },
      }));
  },
};
