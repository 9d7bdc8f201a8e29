import type { SlogWish } from '@/lib/server/slog-source/slog-wish';
import { type Fold, foldBytes } from '@/lib/upgrade/fold';

/** The head of a text that is kept until somebody judged it: only then it is folded. */
export class Opening {
  readonly #fold: Fold;
  readonly #judge: SlogWish['judge'];
  #head: Uint8Array | null;

  constructor(fold: Fold, judge: SlogWish['judge']) {
    this.#fold = fold;
    this.#judge = judge;
    this.#head = judge ? new Uint8Array() : null;
  }

  /** True while the bytes are kept, or folded, here; false once the text is the caller's to fold. */
  take(bytes: Uint8Array): boolean {
    if (this.#head === null) return false;
    this.#head = Buffer.concat([this.#head, bytes]);
    this.#look(false);
    return true;
  }

  get isOver(): boolean {
    return this.#head === null;
  }

  /** There is no more text. */
  end(): void {
    this.#look(true);
  }

  #look(complete: boolean): void {
    if (this.#head === null || !this.#judge?.(this.#head, complete)) return;
    foldBytes(this.#fold, this.#head);
    this.#head = null;
  }
}
