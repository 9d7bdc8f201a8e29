import type { Kref } from '@/lib/slog/kref';
import { hashOf } from '@/lib/upgrade/fold/kref-map';

/**
 * What was lately heard of kernel references: each has one place, which it shares with others, and the newest of them has it. So nothing needs to be
 * searched for, made room for or thrown out, and what is told in passing and hardly ever asked for costs next to nothing. A reference that
 * is a text is not remembered: no kernel writes one.
 */
export class RecentKrefs<V> {
  readonly #shift: number;
  /** NaN for none. */
  readonly #keys: Float64Array;
  readonly #values: (V | null)[];

  /** `places` is a power of two. */
  constructor(places: number, entries: Iterable<readonly [Kref, V]> = []) {
    this.#shift = 32 - Math.log2(places);
    this.#keys = new Float64Array(places).fill(Number.NaN);
    this.#values = Array.from({ length: places }, () => null);
    for (const [key, value] of entries) this.set(key, value);
  }

  get places(): number {
    return this.#keys.length;
  }

  set(key: Kref, value: V): void {
    if (typeof key !== 'number') return;
    const place = hashOf(key) >>> this.#shift;
    this.#keys[place] = key;
    this.#values[place] = value;
  }

  has(key: Kref): boolean {
    return typeof key === 'number' && this.#keys[hashOf(key) >>> this.#shift] === key;
  }

  get(key: Kref): V | null {
    return typeof key === 'number' && this.has(key)
      ? (this.#values[hashOf(key) >>> this.#shift] ?? null)
      : null;
  }

  delete(key: Kref): void {
    if (typeof key === 'number' && this.has(key)) this.#keys[hashOf(key) >>> this.#shift] = Number.NaN;
  }

  *[Symbol.iterator](): Generator<[number, V]> {
    for (let place = 0; place < this.#keys.length; place += 1) {
      const key = this.#keys[place] ?? Number.NaN;
      const value = this.#values[place];
      if (!Number.isNaN(key) && value !== null && value !== undefined) yield [key, value];
    }
  }
}
