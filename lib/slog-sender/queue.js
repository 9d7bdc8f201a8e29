/**
 * Lines on their way to the disk: bounded, in order. A line that finds no room is dropped and counted; the count
 * becomes a line of its own where the gap is, as soon as there is room.
 */
export class Queue {
  /** In UTF-16 units, about the bytes of a slog. @type {number} */ #maxLength;
  /** @type {string[]} */ #lines = [];
  #length = 0;
  #dropped = 0;

  /** @param {number} maxLength */
  constructor(maxLength) {
    this.#maxLength = maxLength;
  }

  get isEmpty() {
    return this.#lines.length === 0;
  }

  get owesReport() {
    return this.#dropped > 0;
  }

  /** @param {string | undefined} line undefined is one that could not be written down */
  push(line) {
    if (line === undefined || !this.#hasRoom(line.length)) {
      this.#dropped += 1;
      return;
    }
    if (this.#dropped > 0) this.reportDropped();
    this.#add(line);
  }

  reportDropped() {
    if (this.#dropped === 0) return;
    this.#add(JSON.stringify({ type: 'vatdeck-dropped', count: this.#dropped, time: Date.now() / 1000 }));
    this.#dropped = 0;
  }

  /** @param {number} atLeast takes whole lines until there are so many units */
  take(atLeast) {
    const lines = this.#lines;
    let count = 0;
    let taken = 0;
    while (count < lines.length && taken < atLeast) taken += (lines[count++]?.length ?? 0) + 1;
    const batch = lines.slice(0, count);
    this.#lines = lines.slice(count);
    this.#length -= taken;
    return batch.length === 0 ? Buffer.alloc(0) : Buffer.from(`${batch.join('\n')}\n`);
  }

  /** @param {Buffer} batch a taken one that found no room on the disk */
  drop(batch) {
    this.#dropped += batch.toString('latin1').split('\n').length - 1;
  }

  /** @param {number} more an entry that is alone may be of any size: the caller holds it anyway */
  #hasRoom(more) {
    return this.#length === 0 || this.#length + more <= this.#maxLength;
  }

  /** @param {string} line */
  #add(line) {
    this.#lines.push(line);
    this.#length += line.length + 1;
  }
}
