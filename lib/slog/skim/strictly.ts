import type { Skimmer } from '@/lib/slog/skim/skimmer';

/**
 * The same scanner, which also stops before every line that is not surely valid, so that `JSON.parse` judges it. The fold over it
 * gives the document of the fold that parses every line, whatever the bytes are.
 */
export function strictly(inner: Skimmer): Skimmer {
  /** Up to here lines were looked at; here stands one that is not surely valid, or the end. */
  let looked = 0;
  let sure = -1;
  return {
    ...inner,
    // Other bytes may stand there now.
    room() {
      sure = -1;
      return inner.room();
    },
    load(line) {
      sure = -1;
      return inner.load(line);
    },
    scan(from, to, ...rest) {
      if (from > sure || from < looked) {
        looked = from;
        sure = inner.sureUntil(from, to);
      }
      return inner.scan(from, Math.min(to, sure), ...rest);
    },
  };
}
