import { isRecord } from '@/lib/slog/json';
import type { Draw } from '@/lib/upgrade/fold/skim/hostile-lines';

/** For tests: what no writer does and no crash leaves; only who looks at every byte sees it. */

const LIKELY = Buffer.from('"\\{}[]:,0123456789.eE+-truefalsnu \t\r\0\u00ff\u0080\u001f', 'latin1');

const anyByte = (draw: Draw): number =>
  draw.chance(0.7) ? (LIKELY[draw.int(LIKELY.length)] ?? 0) : draw.int(256);

/** One byte is another, or gone, or there is one more. */
function byteDamage(draw: Draw, line: Buffer): Buffer {
  const at = draw.int(line.length + 1);
  const kind = draw.int(4);
  const byte = anyByte(draw);
  if (byte === 10) return line;
  const put = kind === 1 ? [] : [byte];
  const behind = kind === 2 ? at : at + 1;
  return Buffer.concat([line.subarray(0, at), Buffer.from(put), line.subarray(behind)]);
}

const OTHERS = [
  'null',
  '0',
  '1733400000.25',
  '"x"',
  '"v1"',
  'true',
  '[]',
  '{}',
  '["ok",null,{"compute":7}]',
  '"syscall"',
];

function objectsIn(value: unknown): object[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isRecord(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

const spelt = (draw: Draw, key: string): string =>
  key !== '' && draw.chance(0.1)
    ? `"\\u${(key.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}${key.slice(1)}"`
    : JSON.stringify(key);

/** One of the line's objects has a key twice, before its others or behind them. */
function duplicate(draw: Draw, text: string): string {
  const whole: unknown = JSON.parse(text);
  const object = draw.chance(0.6) ? whole : draw.pick([...objectsIn(whole), {}]);
  if (!isRecord(object) || Object.keys(object).length === 0) return text;
  const key = draw.pick(Object.keys(object));
  const first = draw.chance(0.3);
  const marked = JSON.stringify(whole, (_key, value: unknown) => {
    if (value !== object) return value;
    return first ? { '@@': 0, ...object } : { ...object, '@@': 0 };
  });
  return marked.replace('"@@":0', () => `${spelt(draw, key)}:${draw.pick(OTHERS)}`);
}

function damagedLine(draw: Draw, line: Buffer): Buffer {
  if (draw.chance(0.5)) return byteDamage(draw, line);
  try {
    return Buffer.from(duplicate(draw, line.toString()));
  } catch {
    return byteDamage(draw, line);
  }
}

/** The log, of which some lines were damaged anywhere or say something twice. */
export function damaged(draw: Draw, log: Uint8Array): Uint8Array {
  const share = draw.pick([0.01, 0.1, 0.4]);
  const parts: Buffer[] = [];
  const bytes = Buffer.from(log);
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(at, end);
    parts.push(draw.chance(share) ? damagedLine(draw, line) : line, bytes.subarray(end, end + 1));
    at = end + 1;
  }
  return Buffer.concat(parts);
}
