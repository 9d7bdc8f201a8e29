import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';
import { FACT_LIMIT } from '@/lib/upgrade/fold/fact';

/** A kind of event that happened too often to be told one by one. */
export const moreFindings: DocumentRule = {
  rule: 'more-findings',
  severity: 'info',
  upstream: UPSTREAM.slogger,
  on: 'document',
  find: ({ factCounts, source }) =>
    [...factCounts]
      .filter(([, count]) => count > FACT_LIMIT)
      .map(([kind, count]) => ({
        line: source.lines,
        byte: source.bytes,
        time: source.lastTime,
        message: `There are ${count} findings of the kind ${kind}; the first ${FACT_LIMIT} are listed.`,
        params: { kind, count },
      })),
};
