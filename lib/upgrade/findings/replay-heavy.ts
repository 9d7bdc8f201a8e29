import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/** More than half of the log is replay: a restart paged in much; the rest is what happened. */
export const replayHeavy: DocumentRule = {
  rule: 'replay-heavy',
  severity: 'info',
  upstream: UPSTREAM.transcript,
  on: 'document',
  find: ({ source, final }) =>
    final && source.replayedEntries > source.lines / 2
      ? [
          {
            line: 1,
            byte: 0,
            time: null,
            message: `${Math.round((100 * source.replayedEntries) / source.lines)} % of the log's lines are replay.`,
            params: { replayed: source.replayedEntries, lines: source.lines },
          },
        ]
      : [],
};
