import type { RawEntry } from '@/lib/slog/parse-line';

const TYPE = /^\{"type":"([a-z-]{1,60})"/;
const FIELD = /"(vatID|name|description|managerType|dynamic)":("(?:[^"\\]|\\.){0,400}"|true|false)/g;

/**
 * What the head of a line too long to hold says: its type and, for a vat's source (the one entry that grows so), whose it is.
 * Null when it does not begin as an entry does.
 */
export function readOversized(head: string): RawEntry | null {
  const type = TYPE.exec(head)?.[1];
  if (!type) return null;
  const fields = [...head.matchAll(FIELD)].map((match): [string, unknown] => [
    match[1] ?? '',
    JSON.parse(match[2] ?? 'null'),
  ]);
  return { type, raw: type === 'create-vat' ? Object.fromEntries(fields.reverse()) : {} };
}
