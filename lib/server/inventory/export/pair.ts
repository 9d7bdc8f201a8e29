import type { Line } from '@/lib/server/inventory/export/lines';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import type { KeyView } from '@/lib/server/inventory/store/kv';

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x5b, 0x5d];
/** No value that an inventory needs is longer; a longer one counts as absent, as in a database. */
const LONGEST_VALUE = 16 * 1024 * 1024;

const noPair = (at: number): StoreFault =>
  new StoreFault(
    `At byte ${at} of its data stands no pair of a key and a value, ["kv.…","…"]: it is damaged, or a journal of changes and no export.`,
  );

function pairOf({ bytes, start, end, at }: Line): readonly [string, string] {
  try {
    const pair: unknown = JSON.parse(bytes.toString('utf8', start, end));
    if (!Array.isArray(pair) || pair.length !== 2) throw noPair(at);
    const [key, value]: unknown[] = pair;
    if (typeof key === 'string' && typeof value === 'string') return [key, value];
  } catch {
    // Said below, in words.
  }
  throw noPair(at);
}

/** The key of a line `["key","value"]`; only one with escapes is decoded, as millions of others need not be. */
export function keyOf(line: Line): KeyView {
  const { bytes, start, end, at } = line;
  const isPair =
    bytes[start] === OPEN &&
    bytes[start + 1] === QUOTE &&
    bytes[end - 1] === CLOSE &&
    bytes[end - 2] === QUOTE;
  if (!isPair) throw noPair(at);
  for (let i = start + 2; i < end - 2; i += 1) {
    if (bytes[i] === QUOTE) return { bytes, start: start + 2, end: i };
    if (bytes[i] !== BACKSLASH) continue;
    const key = Buffer.from(pairOf(line)[0]);
    return { bytes: key, start: 0, end: key.length };
  }
  throw noPair(at);
}

export const valueOf = (line: Line): string | null =>
  line.end - line.start > LONGEST_VALUE ? null : pairOf(line)[1];
