import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { plain } from '@/lib/cli/plain';

/** What verbs need of their surroundings; a test brings its own. */
export type Terminal = {
  readonly stdin: Readable;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly newId: () => string;
};

/** How verbs end that are not about one slog; `--help` prints them. */
export const EXIT = { done: 0, usage: 1, differs: 2, refused: 3, unreachable: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end that is not success, in words for people. */
export class CliFault extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = 'CliFault';
    this.code = code;
  }
}

export const processTerminal = (): Terminal => ({
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  newId: randomUUID,
});

/** Runs a verb; an end that is not success is said in its words, and its code is the answer. */
export async function saying(verb: string, terminal: Terminal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CliFault)) throw error;
    terminal.err(plain(`vatdeck ${verb}: ${error.message}\n`));
    return error.code;
  }
}
