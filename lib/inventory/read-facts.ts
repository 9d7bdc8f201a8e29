import type { InventorySource } from '@/lib/inventory/inventory';
import type { NoteBook } from '@/lib/inventory/note-book';
import { safeText } from '@/lib/inventory/safe-text';
import { count, type Fields, orNull, record, refuse } from '@/lib/plan/read-fields';

/** What a reader of inventories carries: where it writes its notes, and what it reads. */
export type Reading = { readonly book: NoteBook; readonly file: InventorySource };

export const MOST_VATS = 20_000;

/** The fields of an object; those that are not `known` are noted, as somebody meant something by them. */
export function fieldsOf(value: unknown, where: string, known: readonly string[], { book }: Reading): Fields {
  const fields = record(value, where);
  for (const key of Object.keys(fields)) {
    if (!known.includes(key))
      book.add(
        where === '' ? safeText(key) : `${where}.${safeText(key)}`,
        'Not a known field; it was not read.',
      );
  }
  return fields;
}

/** A text that a chain chose: made safe rather than refused, with a note. */
export function chainText(value: unknown, where: string, { book }: Reading): string {
  if (typeof value !== 'string') return refuse(where, 'must be a text.');
  const safe = safeText(value);
  if (safe !== value) book.add(where, 'Characters that cannot be shown were replaced, or a long text cut.');
  return safe;
}

export const textOrNull = (value: unknown, where: string, reading: Reading): string | null =>
  orNull(value, where, (text, at) => chainText(text, at, reading));

export const countOrNull = (value: unknown, where: string): number | null =>
  orNull(value, where, (number, at) => count(number, at));

function matching(value: unknown, where: string, pattern: RegExp, example: string): string {
  if (typeof value !== 'string' || !pattern.test(value))
    return refuse(where, `must be an id such as ${example}.`);
  return value;
}

export const vatId = (value: unknown, where: string): string =>
  matching(value, where, /^v\d{1,15}$/, '"v14"');
export const promiseId = (value: unknown, where: string): string =>
  matching(value, where, /^kp\d{1,15}$/, '"kp70"');
export const objectId = (value: unknown, where: string): string =>
  matching(value, where, /^ko\d{1,15}$/, '"ko38"');
export const exportRef = (value: unknown, where: string): string =>
  matching(value, where, /^o\+[\w/:.+-]{1,100}$/, '"o+12" or "o+v11/1"');

/** Milliseconds of an ISO date, or as a number. */
export function timeOf(value: unknown, where: string): number {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof time !== 'number' || !(Math.abs(time) <= 8.64e15))
    return refuse(where, 'must be a date such as "2026-07-14T09:00:00Z".');
  return Math.round(time);
}
