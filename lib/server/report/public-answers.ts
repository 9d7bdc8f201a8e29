/** An answer that is the same for every reader. */
export type PublicAnswer = {
  readonly type: string;
  readonly etag: string;
  /** What it was made of: as long as that is the same, so are its bytes. */
  readonly stamp: string;
  readonly plain: Uint8Array;
  /** Packed once; null where packing gains nothing. */
  readonly gzip: Uint8Array | null;
  readonly br: Uint8Array | null;
  /** How many seconds a reader's browser or a proxy may keep it: so long a revoked link may still open there. */
  readonly keep: number;
};

type Kept = {
  until: number;
  readonly answer: Promise<PublicAnswer | null>;
  /** The newest that is known to be one, while the next is looked for as well. */
  ready: PublicAnswer | null;
};

/** Answers that nobody asked for so long (ms) are let go. */
const FORGOTTEN = 60_000;
const MOST = 64;

/** The answers that are given at the moment, by key; whoever asks at the same time shares one look. */
export class PublicAnswers {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer that `make` gave less than `fresh` ms ago, else what it gives now; it is told the one before. */
  get(
    key: string,
    fresh: number,
    make: (before: PublicAnswer | null) => Promise<PublicAnswer | null>,
  ): Promise<PublicAnswer | null> {
    const now = this.#now();
    const known = this.#kept.get(key);
    if (known && known.until > now) return known.answer;
    const ready = known?.ready ?? null;
    const kept: Kept = { until: now + fresh, answer: make(ready), ready };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    this.#sweep(now);
    kept.answer.then(
      (made) => {
        kept.ready = made;
        // Guesses do not fill the memory, and what failed is tried again.
        if (made === null) this.#forget(key, kept);
      },
      () => this.#forget(key, kept),
    );
    return kept.answer;
  }

  /** What is known of a key without looking: an answer that may be given as it is, or that there was one, which is to be asked for again. */
  find(key: string): { readonly answer: PublicAnswer; readonly isFresh: boolean } | null {
    const known = this.#kept.get(key);
    return known?.ready ? { answer: known.ready, isFresh: known.until > this.#now() } : null;
  }

  /** Something was published or taken back: nothing is fresh any more. */
  expire(): void {
    for (const kept of this.#kept.values()) kept.until = 0;
  }

  #forget(key: string, kept: Kept): void {
    if (this.#kept.get(key) === kept) this.#kept.delete(key);
  }

  #sweep(now: number): void {
    for (const [key, { until }] of this.#kept) if (until + FORGOTTEN <= now) this.#kept.delete(key);
    for (const key of this.#kept.keys()) if (this.#kept.size > MOST) this.#kept.delete(key);
  }
}
