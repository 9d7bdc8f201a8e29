import { asArray, asNumber, asRecord, asString, asStrings, parseJson } from '@/lib/slog/json';

/** Marshalled data: a body (smallcaps with `#`, or the older `@qclass` form) and the krefs it points at. */
export type Capdata = { body: string; slots: string[] };

export function readCapdata(value: unknown): Capdata | null {
  const record = asRecord(value);
  const body = asString(record?.body);
  return body === null ? null : { body, slots: asStrings(record?.slots) };
}

/** The body as plain JSON; undefined when it is not. Slots stay what they are in the body. */
export const bodyOf = ({ body }: Capdata): unknown => parseJson(body.startsWith('#') ? body.slice(1) : body);

const METHOD = /^#?\["((?:[^"\\]|\\.)*)"/;

/** The method's name of a call's `methargs`, without parsing its arguments (a core eval's can be long). */
export const methodOf = ({ body }: Capdata): string | null => METHOD.exec(body)?.[1] ?? null;

/** The arguments of a call's `methargs`. */
export const argsOf = (methargs: Capdata): readonly unknown[] => asArray(asArray(bodyOf(methargs))[1]);

/** The arguments of a device call, which has no method in its body. */
export const deviceArgs = (args: Capdata): readonly unknown[] => asArray(bodyOf(args));

/** The text of a marshalled Error in either encoding, or null for anything else. */
export function errorText(value: unknown): string | null {
  const record = asRecord(value);
  if (!record) return asString(value);
  return asString(record['#error']) ?? (record['@qclass'] === 'error' ? asString(record.message) : null);
}

/** What a rejection or a termination says, for people: an Error's message, a string, or the start of the body. */
export const capdataText = (data: Capdata): string =>
  errorText(bodyOf(data)) ?? data.body.replace(/^#/, '').slice(0, 500);

export type Disconnection = { incarnationNumber: number | null; upgradeMessage: string | null };

/**
 * The object by which an upgrade rejects the promises of the incarnation that ended; `incarnationNumber` is the ended one.
 * https://github.com/Agoric/agoric-sdk/blob/master/packages/internal/src/upgrade-api.js
 */
export function disconnectionOf(data: Capdata): Disconnection | null {
  if (!data.body.includes('vatUpgraded')) return null;
  const record = asRecord(bodyOf(data));
  if (record?.name !== 'vatUpgraded') return null;
  return {
    incarnationNumber: asNumber(record.incarnationNumber),
    upgradeMessage: asString(record.upgradeMessage),
  };
}
