import { homedir } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { archiveOfFile, type FileArchive } from '@/lib/server/archive/archive-of-file';
import { findLines, readLines } from '@/lib/server/archive/read-lines';
import { readText } from '@/lib/server/archive/read-text';
import { total } from '@/lib/server/archive/total';

const HELP = `Prints lines of a slog, plain, gzip or a flight recorder, as they are. The first call indexes the file, later ones are quick.

  vatdeck lines FILE [--from N] [--count M] [--json]

  --from N    number of the first line, from 1 (default: 1)
  --count M   how many lines (default: 10)
  --json      {"lines": [{"line", "byte", "length", "text"}], "total"}; text cut at 64 KiB, length is the true one

The index is kept in ~/.cache/vatdeck/lines (or $XDG_CACHE_HOME/vatdeck/lines) for a week after its last use.
Exit codes: 0 printed, 1 wrong usage, unreadable file or no such line.
`;

/** What the verb needs of its surroundings; a test brings its own. */
export type LinesTerminal = {
  readonly out: Writable;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
};

const processTerminal = (): LinesTerminal => ({
  out: process.stdout,
  err: (text) => void process.stderr.write(text),
  env: process.env,
  now: Date.now,
});

class LinesFault extends Error {}

/** `vatdeck lines FILE`: raw lines by number. Resolves to the exit code. */
export async function run(
  argv: readonly string[],
  terminal: LinesTerminal = processTerminal(),
): Promise<number> {
  // Each write reports its own error; without a listener the stream's event would end the process.
  terminal.out.on('error', () => undefined);
  try {
    const options = readOptions(argv, terminal.env);
    if (options === 'help') await write(terminal.out, HELP);
    else await print(options, terminal);
    return 0;
  } catch (error) {
    // The reader of our output (head, less) has gone: it has what it wanted.
    if (codeOf(error) === 'EPIPE') return 0;
    terminal.err(`vatdeck lines: ${inWords(error)}\n`);
    return 1;
  }
}

type Options = {
  readonly file: string;
  readonly from: number;
  readonly count: number;
  readonly json: boolean;
};

function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const [file, extra] = positionals;
  if (file === undefined) throw usage('Which file?');
  if (extra !== undefined) throw usage(`One file at a time; "${extra}" is one too many.`);
  if (file === '-') throw usage('Standard input cannot be looked up in; name a file.');
  return {
    // npm starts scripts in the package's folder and says in INIT_CWD where the user stands.
    file: path.resolve(env.INIT_CWD ?? process.cwd(), file),
    from: readNumber('--from N', values.from ?? '1'),
    count: readNumber('--count M', values.count ?? '10'),
    json: values.json ?? false,
  };
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { from: text, count: text, json: flag, help: flag } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

const usage = (problem: string): LinesFault =>
  new LinesFault(`${problem}\nUsage: vatdeck lines FILE [--from N] [--count M] [--json]`);

function readNumber(name: string, text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw usage(`${name} must be a whole number from 1 on, not "${text}".`);
  return value;
}

async function print(options: Options, terminal: LinesTerminal): Promise<void> {
  const { file, from, count, json } = options;
  const cacheHome = terminal.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const archive = await archiveOfFile({
    file,
    cacheRoot: path.join(cacheHome, 'vatdeck', 'lines'),
    // The total in the JSON answer takes the whole file.
    lastLine: json ? Number.POSITIVE_INFINITY : from + count - 1,
    now: terminal.now(),
  });
  try {
    if (archive.damage) terminal.err(`vatdeck lines: ${archive.damage}\n`);
    if (json) await printJson(archive, options, terminal.out);
    else await printRaw(archive, options, terminal.out);
  } finally {
    await archive.release();
  }
}

async function printJson({ dir }: FileArchive, options: Options, out: Writable): Promise<void> {
  const { lines: known } = await total(dir);
  if (options.from > known) throw noSuchLine(options, known);
  const lines = await readLines(dir, options.from, options.count);
  await write(out, `${JSON.stringify({ lines, total: known })}\n`);
}

/** Whole lines, however long, and the bytes that they have in the file. */
async function printRaw({ dir }: FileArchive, options: Options, out: Writable): Promise<void> {
  const place = await findLines(dir, options.from, options.count);
  if (!place) throw noSuchLine(options, (await total(dir)).lines);
  for await (const part of readText(dir, place.byte, place.end)) await write(out, part);
}

function noSuchLine({ file, from }: Options, known: number): LinesFault {
  if (known === 0) return new LinesFault(`${file} is empty: it has no line ${from}.`);
  return new LinesFault(`${file} has ${known} ${known === 1 ? 'line' : 'lines'}; there is no line ${from}.`);
}

/** Writes and waits until the stream wants more, so that a slow reader does not fill the memory. */
function write(out: Writable, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    out.write(data, (error) => (error ? reject(error) : resolve()));
  });
}

function inWords(error: unknown): string {
  if (error instanceof LinesFault) return error.message;
  const at: unknown = error instanceof Error ? Reflect.get(error, 'path') : null;
  const place = typeof at === 'string' ? at : 'The file';
  if (codeOf(error) === 'ENOENT') return `${place} does not exist.`;
  if (codeOf(error) === 'EACCES') return `${place} may not be read by this user.`;
  return error instanceof Error ? error.message : String(error);
}

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : null);
