import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type CrankFacts, CrankReader } from '@/lib/compare/crank-facts';
import { firstDivergence, type NodeAgreement } from '@/lib/compare/first-divergence';
import { readSlog } from '@/lib/server/slog-source/read-slog';

/** The text of one node's slog, to be read from its start more than once. */
export type NodeText = () => AsyncIterable<Uint8Array>;

/** That of a file, plain or packed. */
export const textOfFile =
  (file: string): NodeText =>
  () => {
    const open = (): Readable => createReadStream(file, { highWaterMark: 256 * 1024 });
    return readSlog(open(), open).text;
  };

const linesOf = (text: NodeText): AsyncIterable<string> =>
  createInterface({ input: Readable.from(text()), crlfDelay: Number.POSITIVE_INFINITY });

async function* cranksOf(text: NodeText): AsyncGenerator<CrankFacts> {
  const reader = new CrankReader();
  for await (const line of linesOf(text)) yield* reader.take(line);
}

const MOST_LINES = 40;
const MOST_CHARACTERS = 400;

/** The raw lines of a crank, as many and as much of each as is read side by side. */
async function rawLines(node: NodeText, { line, endLine }: CrankFacts): Promise<string[]> {
  const raw: string[] = [];
  let no = 0;
  for await (const text of linesOf(node)) {
    no += 1;
    if (no > endLine || raw.length === MOST_LINES) break;
    if (no >= line) raw.push(text.slice(0, MOST_CHARACTERS));
  }
  return raw;
}

/** The first crank that two nodes of one chain carried out differently, by their slogs, with the raw lines of both. Reads each once, and once more up to there. */
export async function compareNodes(a: NodeText, b: NodeText): Promise<NodeAgreement> {
  const { shared, divergence } = await firstDivergence(cranksOf(a), cranksOf(b));
  if (divergence === null) return { shared, divergence };
  const [rawA, rawB] = await Promise.all([rawLines(a, divergence.a), rawLines(b, divergence.b)]);
  return { shared, divergence: { ...divergence, rawA, rawB } };
}
