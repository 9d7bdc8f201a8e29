import type { KeyRange } from '@/lib/server/inventory/sqlite/index-tree';

/** The key that a scan stands at: its UTF-8 bytes in `bytes` from `start` to `end`. Valid until the next one. */
export type KeyView = { readonly bytes: Buffer; readonly start: number; readonly end: number };

/** A key as a text, with its value read only when asked for. */
export type Entry = { readonly key: string; readonly value: () => string | null };

/** The kernel's keys and values in the order of their bytes, whatever holds them. */
export type Kv = {
  readonly get: (key: string) => string | null;
  /** Tells the effort how much these ranges will take. */
  readonly expect: (ranges: readonly KeyRange[]) => void;
  /** The keys of a range as bytes, for those that are millions; `value` reads the value of the key at hand. */
  readonly scan: (range: KeyRange, visit: (key: KeyView, value: () => string | null) => void) => void;
  /** The entries that begin with a prefix, in order; stops after `most`. */
  readonly entries: (prefix: string, most: number) => Entry[];
};

/** Every key that begins with a prefix: up to the prefix with its last byte one higher. */
export function prefixRange(prefix: string): KeyRange {
  const from = Buffer.from(prefix);
  const to = Buffer.from(from);
  to[to.length - 1] = (to.at(-1) ?? 0) + 1;
  return { from, to };
}

/** How many keys begin with a prefix. */
export function countKeys(kv: Kv, prefix: string): number {
  let count = 0;
  kv.scan(prefixRange(prefix), () => {
    count += 1;
  });
  return count;
}
