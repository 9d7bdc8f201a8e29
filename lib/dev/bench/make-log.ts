import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Numbers that must grow from copy to copy, as they would on a chain. */
const GROWING = /"(crankNum|blockHeight|time|monotime)":(-?[\d.]+(?:e-?\d+)?)/g;

type Hole = { name: string; value: number };
type Template = { texts: string[]; holes: Hole[] };
/** What a number gains: once, to stand behind the whole log, and again with every further copy. */
type Shift = Record<string, { once: number; each: number }>;

/** A line cut at its growing numbers, so that a copy costs a join and not a parse. */
function toTemplate(line: string): Template {
  const texts: string[] = [];
  const holes: Hole[] = [];
  let from = 0;
  for (const match of line.matchAll(GROWING)) {
    const [whole, name = '', digits = ''] = match;
    const end = match.index + whole.length;
    texts.push(line.slice(from, end - digits.length));
    holes.push({ name, value: Number(digits) });
    from = end;
  }
  texts.push(line.slice(from));
  return { texts, holes };
}

const fill = ({ texts, holes }: Template, shift: Shift, copy: number): string =>
  holes.reduce((out, hole, i) => {
    const { once, each } = shift[hole.name] ?? { once: 0, each: 0 };
    return `${out}${Number((hole.value + once + each * copy).toFixed(6))}${texts[i + 1] ?? ''}`;
  }, texts[0] ?? '');

const numbersIn = (lines: string[], name: string): number[] =>
  lines.flatMap((line) => {
    const found = new RegExp(`"${name}":([\\d.]+)`).exec(line)?.[1];
    return found === undefined ? [] : [Number(found)];
  });

/** How far `body`, put behind `lines`, must move on, and each further copy behind the one before. */
function shiftOf(name: string, lines: string[], body: string[]): { once: number; each: number } {
  const step = name === 'crankNum' || name === 'blockHeight' ? 1 : 0.001;
  const inside = numbersIn(body, name);
  const first = Math.min(...inside);
  return {
    once: (numbersIn(lines, name).at(-1) ?? 0) - first + step,
    each: Math.max(...inside) - first + step,
  };
}

/** The last whole block in which no vat is upgraded: what a chain does most of the time. */
function ordinaryBlock(lines: string[]): string[] {
  const begins = lines.flatMap((line, i) =>
    line.includes('"type":"cosmic-swingset-begin-block"') ? [i] : [],
  );
  const blocks = begins.map((begin, i) => lines.slice(begin, begins[i + 1] ?? lines.length));
  const ordinary = blocks.findLast((block) => !block.some((line) => line.includes('upgrade-vat')));
  if (!ordinary) throw new Error('The sample has no block without an upgrade');
  return ordinary;
}

/**
 * Writes a log of about `bytes` to `file`: a genuine rehearsal's, behind which an ordinary block of it is repeated
 * with growing crank numbers, heights and times. Kept between runs; made again when its size does not fit.
 */
export async function makeLog(sample: string, file: string, bytes: number): Promise<void> {
  if (existsSync(file) && Math.abs(statSync(file).size / bytes - 1) < 0.05) return;
  const lines = gunzipSync(readFileSync(sample)).toString('utf8').split('\n').slice(0, -1);
  const block = ordinaryBlock(lines);
  const shift = Object.fromEntries(
    ['crankNum', 'blockHeight', 'time', 'monotime'].map((name) => [name, shiftOf(name, lines, block)]),
  );
  const body = block.map(toTemplate);
  const out = createWriteStream(file);
  const write = async (text: string): Promise<number> => {
    if (!out.write(text)) await once(out, 'drain');
    return Buffer.byteLength(text);
  };
  let written = await write(`${lines.join('\n')}\n`);
  for (let copy = 0; written < bytes; copy += 1) {
    written += await write(`${body.map((template) => fill(template, shift, copy)).join('\n')}\n`);
  }
  out.end();
  await once(out, 'finish');
}
