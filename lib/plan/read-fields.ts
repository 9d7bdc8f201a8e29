import { isJsonValue, type JsonValue } from '@/lib/plan/json-value';

/** What a plan may hold at most: enough for 300 proposals in 120 steps many times over, and little enough to check while somebody types. */
export const LIMITS = {
  steps: 300,
  proposals: 100,
  allProposals: 1000,
  upgrades: 100,
  args: 50,
  entries: 200,
  links: 20,
  text: 500,
  prose: 10_000,
  json: 50_000,
  allJson: 500_000,
  depth: 16,
} as const;

/** Ends the parse from any depth; caught in `parsePlan` and nowhere else. */
export class Unfit extends Error {}

export const refuse = (where: string, what: string): never => {
  throw new Unfit(`${where} ${what}`);
};

export type Fields = Readonly<Record<string, unknown>>;

export function record(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(where, 'must be an object.');
  return Object.fromEntries(Object.entries(value));
}

export function list(value: unknown, where: string, limit: number): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(where, 'must be a list.');
  if (value.length > limit) return refuse(where, `has ${value.length} entries; at most ${limit} are taken.`);
  return value;
}

/** A list of things that are read alike, each named by its place. */
export const each = <T>(
  value: unknown,
  { where, limit }: { where: string; limit: number },
  read: (item: unknown, where: string) => T,
): T[] => list(value, where, limit).map((item, i) => read(item, `${where}[${i}]`));

/** NUL and half characters cannot be stored; what turns the direction of a line can make a reader see another text. */
const TRAPS =
  /[\0\u202A-\u202E\u2066-\u2069]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** What of a text may stand nowhere, as "U+202E"; null where nothing does. */
export function trapIn(value: string): string | null {
  const [trap] = TRAPS.exec(value) ?? [];
  return trap === undefined ? null : `U+${trap.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function checkTraps(value: string, where: string): void {
  const trap = trapIn(value);
  if (trap !== null) refuse(where, `holds the character ${trap}, which no plan may.`);
}

/** In characters, as JSON Schema counts them: a half pair is no character. */
const isLonger = (value: string, limit: number): boolean =>
  value.length > limit && Array.from(value).length > limit;

/** Free text, which may be empty. */
export function prose(value: unknown, where: string, limit: number = LIMITS.prose): string {
  if (typeof value !== 'string') return refuse(where, 'must be a text.');
  if (isLonger(value, limit)) return refuse(where, `is longer than ${limit} characters.`);
  checkTraps(value, where);
  return value;
}

export function text(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.trim() === '')
    return refuse(where, 'must be a text that says something.');
  return prose(value, where, LIMITS.text);
}

/** A text that names something: what cannot be seen could make two names look like one. */
export function name(value: unknown, where: string): string {
  const read = text(value, where);
  return /[\p{Cc}\p{Cf}]/u.test(read) ? refuse(where, 'must not hold invisible characters.') : read;
}

export const orNull = <T>(
  value: unknown,
  where: string,
  read: (value: unknown, where: string) => T,
): T | null => (value === null || value === undefined ? null : read(value, where));

export function count(value: unknown, where: string, least = 0): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least)
    return refuse(where, `must be a whole number from ${least} on.`);
  return value;
}

export function oneOf<T extends string>(value: unknown, where: string, words: readonly T[]): T {
  const word = words.find((known) => known === value);
  return word ?? refuse(where, `must be ${words.map((known) => `"${known}"`).join(' or ')}.`);
}

export const flag = (value: unknown, where: string): boolean =>
  typeof value === 'boolean' ? value : refuse(where, 'must be true or false.');

/** An https address without a name or password in it. */
export function httpsUrl(value: unknown, where: string): string {
  const url = name(value, where);
  return /^https:\/\/[^\s/@]+(\/\S*)?$/.test(url)
    ? url
    : refuse(where, 'must be an address that begins with https://.');
}

/** A value that survives JSON, of bounded depth and size. */
export function json(value: unknown, where: string): JsonValue {
  if (!isJsonValue(value, LIMITS.depth))
    return refuse(where, `must be JSON, nested no deeper than ${LIMITS.depth}.`);
  const written = JSON.stringify(value);
  if (written.length > LIMITS.json) return refuse(where, `is longer than ${LIMITS.json} characters of JSON.`);
  checkJsonTexts(value, where);
  return value;
}

function checkJsonTexts(value: JsonValue, where: string): void {
  if (typeof value === 'string') checkTraps(value, where);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    checkTraps(key, where);
    checkJsonTexts(item, where);
  }
}
