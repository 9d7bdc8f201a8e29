import { HEAD_ROOM, ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';

const NEWLINE = 10;

/**
 * The text that is folded now, where the thread that scanned it read it: in that thread's memory, which is shared. Our own scanner cannot
 * look there; when it is asked after all, the piece is copied to the same places of its own memory, so that no place has to be translated.
 */
export class OtherText {
  readonly inner: Skimmer;
  readonly #shared: Buffer<SharedArrayBuffer>;
  readonly #stride: number;
  /** Which room of the shared memory the piece stands in; -1 for none: it is read by us. */
  #slot = -1;
  #isCopied = false;

  constructor(inner: Skimmer, shared: SharedArrayBuffer, stride: number) {
    this.inner = inner;
    this.#shared = Buffer.from(shared);
    this.#stride = stride;
  }

  /** What is folded next stands in that room of the shared memory; -1: it will be put into our own. */
  turnTo(slot: number): void {
    this.#slot = slot;
    this.#isCopied = false;
  }

  get #isShared(): boolean {
    return this.#slot >= 0 && !this.#isCopied;
  }

  get roomStart(): number {
    return this.inner.roomStart() + Math.max(0, this.#slot) * this.#stride;
  }

  memory(): Uint8Array {
    return this.#isShared ? this.#shared : this.inner.memory();
  }

  room(): Uint8Array {
    const start = this.roomStart;
    return this.memory().subarray(start, start + ROOM);
  }

  /** Our own scanner, in whose memory the piece stands from now on. */
  toOwn(): Skimmer {
    if (this.#isShared) {
      const start = this.roomStart;
      this.inner.memory().set(this.#shared.subarray(start - HEAD_ROOM, start + ROOM), start - HEAD_ROOM);
      this.#isCopied = true;
    }
    return this.inner;
  }

  newlineIn(from: number, to: number): number {
    if (!this.#isShared) return this.inner.newlineIn(from, to);
    const at = this.#shared.indexOf(NEWLINE, from);
    return at >= 0 && at < to ? at : 0;
  }

  lastNewlineIn(from: number, to: number): number {
    if (!this.#isShared) return this.inner.lastNewlineIn(from, to);
    const at = this.#shared.lastIndexOf(NEWLINE, to - 1);
    return at >= from ? at : 0;
  }
}
