import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The log ends inside a line, a crank, a run or a block.
 * Traps: a log that still grows is not truncated; a panic ends a run on purpose and is told by itself.
 */
export const truncated: DocumentRule = {
  rule: 'truncated',
  severity: 'warning',
  upstream: UPSTREAM.slogger,
  on: 'document',
  find: ({ source, final, open, panicked }) => {
    if (!final || !open || panicked) return [];
    const { truncatedTail, lines, bytes, lastTime } = source;
    return [
      {
        line: truncatedTail?.line ?? lines,
        byte: truncatedTail?.byte ?? bytes,
        time: lastTime,
        message: truncatedTail
          ? 'The log ends in the middle of a line.'
          : 'The log ends before what it began: a crank, a run or a block is open.',
        params: { tornLine: truncatedTail !== undefined },
      },
    ];
  },
};
