import type { Readable } from 'node:stream';

/** What verbs about one slog need of their surroundings; a test brings its own. */
export type SlogTerminal = {
  readonly stdin: Readable;
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly colour: boolean;
  readonly interactive: boolean;
  readonly width: number;
};

export const processTerminal = (): SlogTerminal => ({
  stdin: process.stdin,
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    }),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  now: Date.now,
  colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
  interactive: process.stderr.isTTY,
  width: process.stdout.columns ?? 120,
});

/** The options are not usable, in words with how they should be. */
export class UsageFault extends Error {}

/** A file is not what it should be, in words. */
export class InputFault extends Error {}

export const codeOf = (error: unknown): unknown =>
  error instanceof Error ? Reflect.get(error, 'code') : undefined;

function inWords(error: unknown): string {
  if (error instanceof UsageFault || error instanceof InputFault) return error.message;
  const at: unknown = error instanceof Error ? Reflect.get(error, 'path') : null;
  const place = typeof at === 'string' ? at : 'The input';
  if (codeOf(error) === 'ENOENT') return `${place} does not exist.`;
  if (codeOf(error) === 'EACCES') return `${place} may not be read by this user.`;
  if (codeOf(error) === 'EISDIR') return 'The input is a folder; name a file.';
  return error instanceof Error ? error.message : String(error);
}

/** Runs a verb about one slog; what goes wrong is said in words, and is code 1. */
export async function sayingFaults(
  verb: string,
  terminal: SlogTerminal,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    // The reader of our output (head, less) has gone: it has what it wanted.
    if (codeOf(error) === 'EPIPE') return 0;
    terminal.err(`vatdeck ${verb}: ${inWords(error)}\n`);
    return 1;
  }
}
