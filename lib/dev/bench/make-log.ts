import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Numbers that must grow from copy to copy, as they would on a chain. */
const GROWING = /"(crankNum|blockHeight|time|monotime)":(-?[\d.]+(?:e-?\d+)?)/g;

type Hole = { name: string; value: number };
type Template = { texts: string[]; holes: Hole[] };
type Shift = Record<string, number>;

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
    const value = hole.value + (shift[hole.name] ?? 0) * copy;
    return `${out}${Number(value.toFixed(6))}${texts[i + 1] ?? ''}`;
  }, texts[0] ?? '');

const numberIn = (line: string | undefined, name: string): number =>
  Number(new RegExp(`"${name}":([\\d.]+)`).exec(line ?? '')?.[1] ?? 0);

/** The last whole blocks of the log after its upgrades: the part that repeats. */
function ordinaryBlocks(lines: string[]): { start: number; end: number; shift: Shift } {
  const begins = lines.flatMap((line, i) =>
    line.includes('"type":"cosmic-swingset-begin-block"') ? [i] : [],
  );
  const start = begins.at(-3) ?? 0;
  const end = begins.at(-1) ?? lines.length;
  const cranks = lines.slice(start, end).filter((line) => line.includes('"type":"crank-start"'));
  const span = (name: string, from: string | undefined, to: string | undefined): number =>
    numberIn(to, name) - numberIn(from, name);
  return {
    start,
    end,
    shift: {
      crankNum: span('crankNum', cranks[0], cranks.at(-1)) + 1,
      blockHeight: span('blockHeight', lines[start], lines[end]),
      time: span('time', lines[start], lines[end]),
      monotime: span('monotime', lines[start], lines[end]),
    },
  };
}

/**
 * Writes a log of about `bytes` to `file`: a genuine rehearsal's, whose last ordinary blocks are repeated with
 * growing crank numbers, heights and times. Kept between runs; made again when its size does not fit.
 */
export async function makeLog(sample: string, file: string, bytes: number): Promise<void> {
  if (existsSync(file) && Math.abs(statSync(file).size / bytes - 1) < 0.05) return;
  const lines = gunzipSync(readFileSync(sample)).toString('utf8').split('\n').slice(0, -1);
  const { start, end, shift } = ordinaryBlocks(lines);
  const body = lines.slice(start, end).map(toTemplate);
  const out = createWriteStream(file);
  let written = 0;
  const write = async (text: string): Promise<void> => {
    written += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  };
  await write(`${lines.slice(0, end).join('\n')}\n`);
  for (let copy = 1; written < bytes; copy += 1) {
    await write(`${body.map((template) => fill(template, shift, copy)).join('\n')}\n`);
  }
  out.end();
  await once(out, 'finish');
}
