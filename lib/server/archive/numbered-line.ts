/** An entry that others look up by number: the begin of a block or of a crank. */
export type NumberedKind = 'height' | 'crank';
export type NumberedLine = { readonly kind: NumberedKind; readonly value: number };

/** The number stands near the head of the line, whatever the key order: bodies and messages come later. */
const HEAD_BYTES = 1024;
/** Enough for the order that writers have used since June 2022. */
const SHORT_HEAD_BYTES = 160;

/** A digit more may still be under way in a live log, so a number counts once something stands behind it. */
const KINDS = [
  {
    kind: 'crank',
    head: Buffer.from('{"type":"crank-start"'),
    type: /"type"\s*:\s*"crank-start"/,
    number: /"(?:crankNum|crank\.num)"\s*:\s*"?(\d{1,15})"?\s*[,}]/,
  },
  {
    kind: 'height',
    head: Buffer.from('{"type":"cosmic-swingset-begin-block"'),
    type: /"type"\s*:\s*"cosmic-swingset-begin-block"/,
    number: /"(?:blockHeight|block\.height)"\s*:\s*"?(\d{1,15})"?\s*[,}]/,
  },
] as const;

type Kind = (typeof KINDS)[number];

const BRACE = 0x7b;
const QUOTE = 0x22;
const BOM_START = 0xef;

/**
 * What the line `text[start, end)` can be looked up by, null for nearly all lines. No JSON is parsed: a quote inside
 * a JSON string is always escaped, so `"type":"crank-start"` with bare quotes is a key and its value.
 */
export function numberedLine(text: Buffer, start: number, end: number): NumberedLine | null {
  if (!beginsWithType(text, start)) return readForeignHead(text, start, end);
  if (text[start + 9] !== 0x63 /* c */) return null;
  const kind = KINDS.find(({ head }) => startsWith(text, start, end, head));
  if (!kind) return null;
  return (
    readNumber(kind, headOf(text, start, end, SHORT_HEAD_BYTES)) ??
    readNumber(kind, headOf(text, start, end, HEAD_BYTES))
  );
}

/** True for `{"ty….":"`: three bytes tell the writers' form from all others that logs were seen with. */
const beginsWithType = (text: Buffer, start: number): boolean =>
  text[start] === BRACE && text[start + 2] === 0x74 && text[start + 3] === 0x79 && text[start + 8] === QUOTE;

function startsWith(text: Buffer, start: number, end: number, head: Buffer): boolean {
  const headEnd = start + head.length;
  return headEnd <= end && text.compare(head, 0, head.length, start, headEnd) === 0;
}

/** Logs before June 2022 put `time` first; context-aware ones wrap the entry; some were rewritten with blanks. */
function readForeignHead(text: Buffer, start: number, end: number): NumberedLine | null {
  if (text[start] !== BRACE && text[start] !== BOM_START) return null;
  const head = headOf(text, start, end, HEAD_BYTES);
  if (!head.includes('"crank-start"') && !head.includes('"cosmic-swingset-begin-block"')) return null;
  const kind = KINDS.find(({ type }) => type.test(head));
  return kind ? readNumber(kind, head) : null;
}

const headOf = (text: Buffer, start: number, end: number, length: number): string =>
  text.toString('latin1', start, Math.min(end, start + length));

function readNumber(kind: Kind, head: string): NumberedLine | null {
  const digits = kind.number.exec(head)?.[1];
  return digits === undefined ? null : { kind: kind.kind, value: Number(digits) };
}
