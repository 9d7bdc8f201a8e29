import type { ReadProgress } from '@/lib/server/inventory/store/effort';

/** What a reading thread is given. */
export type ReadOrder = {
  readonly file: string;
  readonly name: string;
  readonly label: string;
  readonly sha256: string;
  readonly mostBytes: number;
  /** How long it may take (ms). */
  readonly patience: number;
};

/** The inventory as JSON text, with what its row says. */
export type ReadResult = {
  readonly text: string;
  readonly label: string;
  readonly chainId: string | null;
  readonly height: number | null;
  readonly vats: number;
  readonly terminated: number;
  readonly takenAt: number | null;
  readonly sources: string;
};

export type FromReader =
  | { readonly kind: 'progress'; readonly progress: ReadProgress }
  | { readonly kind: 'ready'; readonly result: ReadResult }
  | { readonly kind: 'failed'; readonly error: string };
