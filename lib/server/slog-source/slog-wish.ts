import type { Fold } from '@/lib/upgrade/fold';

/** What whoever has a slog folded wants to know, beside its fold. */
export type SlogWish = {
  /** Every byte is looked at: damage inside lines that are otherwise skipped is found, too. */
  readonly strict?: boolean;
  /** Whether a second thread scans a plain file ahead; where it is not said, it does where it is worth it. */
  readonly ahead?: boolean;
  /** The document says the text's sha-256. */
  readonly digest?: boolean;
  /** Looks at the text's head, which grows, until it answers true: it is a slog. Throws if it is none. `complete`: there is no more. */
  readonly judge?: (head: Uint8Array, complete: boolean) => boolean;
  /** Now and then: source bytes that were read, and the fold so far. */
  readonly onProgress?: (read: number, fold: Fold) => void;
};
