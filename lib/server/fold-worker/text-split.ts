/** Follows a text that comes in parts and splits each at one byte of the text: what lies before it, what behind. */
export class TextSplit {
  readonly #border: number;
  #at: number;

  constructor(border: number, start: number) {
    this.#border = border;
    this.#at = start;
  }

  take(part: Uint8Array): { readonly before: Uint8Array; readonly behind: Uint8Array } {
    const cut = Math.min(Math.max(0, this.#border - this.#at), part.length);
    this.#at += part.length;
    return { before: part.subarray(0, cut), behind: part.subarray(cut) };
  }
}
