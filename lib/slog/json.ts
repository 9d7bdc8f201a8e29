/** Narrowing of parsed JSON: everything a slog says is unknown until one of these has looked at it. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export const asString = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A finite number; JSON can spell infinity as `1e999`, which no duration or count is. */
export const asNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

export const asBoolean = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): JsonRecord | null => (isRecord(value) ? value : null);

export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const asStrings = (value: unknown): string[] =>
  asArray(value).filter((item) => typeof item === 'string');

/** The value of a JSON text, or undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
