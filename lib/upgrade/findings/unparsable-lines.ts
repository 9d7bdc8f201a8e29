import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/** Lines that are not JSON: torn by a crash, or something else's output mixed in. */
export const unparsableLines: DocumentRule = {
  rule: 'unparsable-lines',
  severity: 'warning',
  upstream: UPSTREAM.slogger,
  on: 'document',
  find: ({ source, brokenByte }) => {
    const { count, lines } = source.unparsable;
    const foreign = source.notEntries.count;
    if (count + foreign === 0) return [];
    const first = Math.min(
      lines[0] ?? Number.POSITIVE_INFINITY,
      source.notEntries.lines[0] ?? Number.POSITIVE_INFINITY,
    );
    return [
      {
        line: first,
        byte: brokenByte,
        time: null,
        message: `${count + foreign} line${count + foreign === 1 ? ' is' : 's are'} no entry of a slog; ${source.salvaged} entr${source.salvaged === 1 ? 'y was' : 'ies were'} saved out of broken ones.`,
        params: { unparsable: count, notEntries: foreign, salvaged: source.salvaged },
      },
    ];
  },
};
