/** Every stream that a browser holds open, so that they can be counted and, at the end, closed. */
export class Streams {
  readonly #closers = new Set<() => void>();

  get size(): number {
    return this.#closers.size;
  }

  /** Notes an open stream; the answer forgets it. */
  add(close: () => void): () => void {
    this.#closers.add(close);
    return () => this.#closers.delete(close);
  }

  closeAll(): void {
    const closers = Array.from(this.#closers);
    for (const close of closers) close();
  }
}
