import { KNOWN_TYPES } from '@/lib/slog/entry';
import { asNumber, asRecord, asString, isRecord, type JsonRecord, parseJson } from '@/lib/slog/json';

/** An entry's own object with its type, after unwrapping. */
export type RawEntry = { type: string; raw: JsonRecord };

/**
 * What a line is. A `broken` line is not JSON; what could be saved of it (the next process's first entry is often glued to a
 * torn one) is in `saved`, in order.
 */
export type ParsedLine =
  | { kind: 'blank' }
  | ({ kind: 'entry' } & RawEntry)
  | { kind: 'not-entry' }
  | { kind: 'broken'; saved: RawEntry[] };

/**
 * The context-aware form `{attributes, body, time}`: the body, with what the module moved into attributes put back.
 * https://github.com/Agoric/agoric-sdk/blob/master/packages/telemetry/src/context-aware-slog.js
 */
function unwrapContext(record: JsonRecord): JsonRecord | null {
  const body = asRecord(record.body);
  const attributes = asRecord(record.attributes);
  if (!body || !attributes || typeof body.type !== 'string') return null;
  const restored: Record<string, unknown> = {
    crankNum: attributes['crank.num'],
    deliveryNum: attributes['crank.deliveryNum'],
    vatID: attributes['crank.vatID'],
    syscallNum: attributes['crank.syscallNum'],
    replay: attributes.replay,
    blockHeight: attributes['block.height'],
    blockTime: attributes['block.time'],
    runNum: Number(attributes['run.num']),
    monotime: attributes['process.uptime'],
    time: record.time,
  };
  return { ...restored, ...body };
}

/** The entry of a parsed line: as it is, out of the context-aware form, or out of a log shipper's envelope. */
export function entryOf(value: unknown): RawEntry | null {
  const record = asRecord(value);
  if (!record) return null;
  if (typeof record.type === 'string') return { type: record.type, raw: record };
  const inner = unwrapContext(record) ?? asRecord(record.jsonPayload);
  const type = asString(inner?.type);
  if (inner && type !== null) return { type, raw: inner };
  const nested = isRecord(record.jsonPayload) ? unwrapContext(record.jsonPayload) : null;
  return nested ? { type: asString(nested.type) ?? '?', raw: nested } : null;
}

const STARTS = ['{"type":"', '{"time":', '{"body":{"type":"', '{"attributes":'];
/** More starts than a line of glued pieces can have; bounds the work on a line that only looks like one. */
const MAX_TRIES = 64;

function* startsIn(text: string): Generator<number> {
  let at = 0;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const found = STARTS.map((start) => text.indexOf(start, at)).filter((i) => i >= 0);
    if (found.length === 0) return;
    const next = Math.min(...found);
    yield next;
    at = next + 1;
  }
}

/** A piece counts only if it is surely an entry: a known type and a time, which a kernel's nested message has not. */
function surelyEntry(text: string): RawEntry | null {
  const entry = entryOf(parseJson(text));
  return entry && KNOWN_TYPES.has(entry.type) && asNumber(entry.raw.time) !== null ? entry : null;
}

function salvage(text: string): RawEntry[] {
  for (const at of startsIn(text)) {
    const saved = surelyEntry(text.slice(at));
    if (!saved) continue;
    const before = at > 0 ? surelyEntry(text.slice(0, at)) : null;
    return before ? [before, saved] : [saved];
  }
  return [];
}

const BLANK = /^[ \t\r]*$/;

/** What one line of text is; never throws. */
export function parseLine(text: string): ParsedLine {
  const value = parseJson(text);
  if (value === undefined)
    return BLANK.test(text) ? { kind: 'blank' } : { kind: 'broken', saved: salvage(text) };
  const entry = entryOf(value);
  return entry ? { kind: 'entry', ...entry } : { kind: 'not-entry' };
}
