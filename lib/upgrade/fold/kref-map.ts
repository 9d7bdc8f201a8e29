import type { Kref } from '@/lib/slog/kref';

const NONE = -1;
const LEAST = 1024;

/** Spreads keys over 2 ** 32: neighbours differ in their low bits, subscriptions in the high ones too. */
export function hashOf(key: number): number {
  const high = Math.trunc(key / 2 ** 32);
  return Math.imul((key >>> 0) ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
}

/**
 * Numbers by kernel references, which are numbers nearly always: these stand in typed arrays in the order in which they came, so that a
 * key costs no object and looking one up touches two places. References that are texts come last. Above the limit by a quarter, the
 * oldest go, together.
 */
export class KrefMap {
  readonly #limit: number;
  /** NaN where one was deleted. */
  #keys = new Float64Array(LEAST);
  #values = new Float64Array(LEAST);
  /** Entries of one bucket are chained; a bucket's newest stands first. */
  #next = new Int32Array(LEAST);
  #buckets = new Int32Array(LEAST).fill(NONE);
  #shift = 32 - Math.log2(LEAST);
  #end = 0;
  #count = 0;
  readonly #texts = new Map<string, number>();

  constructor(limit: number, entries: Iterable<readonly [Kref, number]> = []) {
    this.#limit = limit;
    for (const [key, value] of entries) this.set(key, value);
  }

  get limit(): number {
    return this.#limit;
  }

  get size(): number {
    return this.#count + this.#texts.size;
  }

  #find(key: number): number {
    const keys = this.#keys;
    let at = this.#buckets[hashOf(key) >>> this.#shift] ?? NONE;
    while (at !== NONE && keys[at] !== key) at = this.#next[at] ?? NONE;
    return at;
  }

  get(key: Kref): number | undefined {
    if (typeof key !== 'number') return this.#texts.get(key);
    const at = this.#find(key);
    return at === NONE ? undefined : this.#values[at];
  }

  set(key: Kref, value: number): void {
    if (typeof key === 'number') {
      const known = this.#find(key);
      if (known === NONE) this.#append(key, value);
      else this.#values[known] = value;
    } else this.#texts.set(key, value);
    if (this.size > this.#limit * 1.25) this.#dropOldest();
  }

  #dropOldest(): void {
    for (const [key] of this) {
      if (this.size <= this.#limit) return;
      this.delete(key);
    }
  }

  #append(key: number, value: number): void {
    if (this.#end === this.#keys.length) this.#makeRoom();
    const at = this.#end;
    const bucket = hashOf(key) >>> this.#shift;
    this.#end += 1;
    this.#count += 1;
    this.#keys[at] = key;
    this.#values[at] = value;
    this.#next[at] = this.#buckets[bucket] ?? NONE;
    this.#buckets[bucket] = at;
  }

  /** Closes the gaps that deletions left; takes twice the room if there are few. */
  #makeRoom(): void {
    const [keys, values, end] = [this.#keys, this.#values, this.#end];
    const size = this.#count > end / 2 ? end * 2 : end;
    this.#keys = new Float64Array(size);
    this.#values = new Float64Array(size);
    this.#next = new Int32Array(size);
    this.#buckets = new Int32Array(size).fill(NONE);
    this.#shift = 32 - Math.log2(size);
    this.#end = 0;
    this.#count = 0;
    for (let from = 0; from < end; from += 1) {
      const key = keys[from] ?? Number.NaN;
      if (!Number.isNaN(key)) this.#append(key, values[from] ?? 0);
    }
  }

  delete(key: Kref): boolean {
    if (typeof key !== 'number') return this.#texts.delete(key);
    const bucket = hashOf(key) >>> this.#shift;
    let before = NONE;
    let at = this.#buckets[bucket] ?? NONE;
    while (at !== NONE && this.#keys[at] !== key) {
      before = at;
      at = this.#next[at] ?? NONE;
    }
    if (at === NONE) return false;
    const behind = this.#next[at] ?? NONE;
    if (before === NONE) this.#buckets[bucket] = behind;
    else this.#next[before] = behind;
    this.#keys[at] = Number.NaN;
    this.#count -= 1;
    return true;
  }

  *[Symbol.iterator](): Generator<[Kref, number]> {
    for (let at = 0; at < this.#end; at += 1) {
      const key = this.#keys[at] ?? Number.NaN;
      if (!Number.isNaN(key)) yield [key, this.#values[at] ?? 0];
    }
    yield* this.#texts;
  }
}
