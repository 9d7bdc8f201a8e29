import type { NoteBook } from '@/lib/inventory/note-book';
import { safeText } from '@/lib/inventory/safe-text';
import type { Kv } from '@/lib/server/inventory/store/kv';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON that a key holds; null when it is absent or no JSON, which is noted. */
export function jsonAt(kv: Kv, key: string, book: NoteBook): unknown {
  const text = kv.get(key);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    book.add(key, `The value of ${key} is no JSON; what it says is not known.`);
    return null;
  }
}

export function fieldsAt(kv: Kv, key: string, book: NoteBook): Fields {
  const value = jsonAt(kv, key, book);
  return isFields(value) ? value : {};
}

/** A text of the chain, made safe; null for anything else. */
export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? safeText(value) : null;

/** A whole number from 0 on, also as the text that the store keeps; null for anything else. */
export function whole(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

export const isVatId = (value: unknown): value is string =>
  typeof value === 'string' && /^v\d{1,15}$/.test(value);
export const isDeviceRef = (value: unknown): value is string =>
  typeof value === 'string' && /^kd\d{1,15}$/.test(value);
