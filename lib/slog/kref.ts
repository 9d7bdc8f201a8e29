import { KD, KO, KP } from '@/lib/slog/skim/cursor';

/**
 * A kernel's reference: `ko12` and its like as a number, the one that records have it by; any other as its text. There are hundreds of
 * thousands in a gigabyte, and a number costs a tenth of a string.
 */
export type Kref = number | string;

const CANONICAL = /^k([opd])(0|[1-9]\d{0,14})$/;
const KINDS: Readonly<Record<string, number>> = { o: KO, p: KP, d: KD };
const LETTERS = ['', 'o', 'p', 'd'] as const;

export function krefOf(text: string): Kref {
  const match = CANONICAL.exec(text);
  return match ? Number(match[2]) * 4 + (KINDS[match[1] ?? ''] ?? 0) : text;
}

export function krefText(kref: Kref): string {
  if (typeof kref === 'string') return kref;
  const kind = kref % 4;
  return `k${LETTERS[kind] ?? ''}${(kref - kind) / 4}`;
}

export const isObject = (kref: Kref): boolean =>
  typeof kref === 'number' ? kref % 4 === KO : kref.startsWith('ko');

const MANY = 65_536;
const VAT = /^v(0|[1-9]\d{0,4})$/;

const VAT_NUMBER = /^v(0|[1-9]\d{0,14})$/;

/** 12 of `v12`; null for what no kernel calls a vat. */
export function vatNumber(vatID: string): number | null {
  const digits = VAT_NUMBER.exec(vatID)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Who waits for which promise, as one number where that is possible: promise and vat are told apart by a base. */
export function subscriptionKey(promise: Kref, vatID: string): Kref {
  return subscriptionOf(promise, Number(VAT.exec(vatID)?.[1] ?? MANY), vatID);
}

/** The same for a vat whose number is known. */
export const subscriptionOf = (promise: Kref, vat: number, vatID: string): Kref =>
  typeof promise === 'number' && vat < MANY && promise < 2 ** 36
    ? promise * MANY + vat
    : `${krefText(promise)} ${vatID}`;
