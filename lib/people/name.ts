import { err, ok, type Result } from '@/lib/base/result';

/** Names that rows use for what no person did. */
const RESERVED: ReadonlySet<string> = new Set(['vatdeck', 'operator', 'system', 'source', 'anyone', 'shell']);

/** The name as two names are compared: "Ann" and "ann" are one. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase();

/** The name as it is kept, or why it cannot be one. Rows record it for ever, so it is no address and nobody else's. */
export function parseName(text: string): Result<string> {
  const name = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (name.length < 2 || name.length > 40) return err('A name has 2 to 40 characters.');
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'_-]*$/u.test(name))
    return err("A name begins with a letter or a figure; letters, figures, spaces and . ' _ - may follow.");
  if (RESERVED.has(nameKey(name)))
    return err(`"${name}" is what rows say when no person did it; choose another name.`);
  return ok(name);
}

/** A name from what a provider says of somebody, always one that `parseName` takes; `attempt` tells those apart that others have already. */
export function nameFrom(said: string, attempt: number): string {
  const plain = said
    .replace(/@.*$/, '')
    .replace(/[^\p{L}\p{M}\p{N} .'_-]/gu, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
  const base = plain.slice(0, 34);
  const name = attempt === 0 ? base : `${base} ${attempt + 1}`;
  const parsed = parseName(name);
  return parsed.ok ? parsed.value : `person ${attempt + 1}`;
}

/** The fewest characters of a password; length is what guessing costs. */
export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 128;
