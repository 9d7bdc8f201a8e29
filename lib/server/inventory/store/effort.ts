import { StoreFault } from '@/lib/server/inventory/sqlite/fault';

/** How far a reading is: bytes of pages read of those that will be, and keys seen. */
export type ReadProgress = { readonly bytes: number; readonly total: number; readonly keys: number };

export type EffortLimits = {
  readonly now: () => number;
  /** When to give up, on the clock of `now`. */
  readonly deadline: number;
  readonly onProgress: (progress: ReadProgress) => void;
};

const EVERY_MS = 250;

/** What a reading may cost and has cost; throws when the time is up. */
export class Effort {
  readonly #limits: EffortLimits;
  #bytes = 0;
  #total = 0;
  #keys = 0;
  #shownAt: number;

  constructor(limits: EffortLimits) {
    this.#limits = limits;
    this.#shownAt = limits.now();
  }

  get progress(): ReadProgress {
    return { bytes: this.#bytes, total: Math.max(this.#total, this.#bytes), keys: this.#keys };
  }

  expect(bytes: number): void {
    this.#total += bytes;
  }

  /** A page was read. */
  page(bytes: number): void {
    this.#bytes += bytes;
    const time = this.#limits.now();
    if (time - this.#shownAt < EVERY_MS) return;
    this.#shownAt = time;
    this.#limits.onProgress(this.progress);
    if (time > this.#limits.deadline)
      throw new StoreFault(
        `It takes too long: ${this.#keys} keys were read. Read it where it lies with \`vatdeck inventory FILE --json\` and send the result.`,
      );
  }

  key(): void {
    this.#keys += 1;
  }
}
