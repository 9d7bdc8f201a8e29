import type { Kref } from '@/lib/slog/kref';
import { hashOf } from '@/lib/upgrade/fold/kref-map';

/**
 * A number lately heard of a kernel's reference: each has one place, which it shares with others, and the newest of them has it. So nothing needs
 * to be searched for, made room for or thrown out, and what is told in passing and hardly ever asked for costs next to nothing. A reference
 * that is a text is not remembered: no kernel writes one.
 */
export class RecentKrefs {
  readonly #shift: number;
  /** 0 for none, which is no reference. */
  readonly #keys: Float64Array;
  readonly #values: Float64Array;

  /** `places` is a power of two. */
  constructor(places: number, entries: Iterable<readonly [number, number]> = []) {
    this.#shift = 32 - Math.log2(places);
    this.#keys = new Float64Array(places);
    this.#values = new Float64Array(places);
    for (const [key, value] of entries) this.set(key, value);
  }

  get places(): number {
    return this.#keys.length;
  }

  set(key: Kref, value: Kref): void {
    if (typeof key !== 'number' || typeof value !== 'number') return;
    const place = hashOf(key) >>> this.#shift;
    this.#keys[place] = key;
    this.#values[place] = value;
  }

  get(key: Kref): number | null {
    if (typeof key !== 'number') return null;
    const place = hashOf(key) >>> this.#shift;
    return this.#keys[place] === key ? (this.#values[place] ?? null) : null;
  }

  delete(key: Kref): void {
    if (typeof key !== 'number') return;
    const place = hashOf(key) >>> this.#shift;
    if (this.#keys[place] === key) this.#keys[place] = 0;
  }

  *[Symbol.iterator](): Generator<[number, number]> {
    for (let place = 0; place < this.#keys.length; place += 1) {
      const key = this.#keys[place] ?? 0;
      if (key !== 0) yield [key, this.#values[place] ?? 0];
    }
  }
}
