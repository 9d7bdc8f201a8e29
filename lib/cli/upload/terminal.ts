import type { Readable } from 'node:stream';

/** What a verb needs of the terminal it runs in; a test brings its own. */
export type Terminal = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True where a line can be written over. */
  readonly rewrites: boolean;
  readonly stdin: Readable;
  /** Aborts when the user presses Ctrl-C (or the process is asked to end). */
  readonly interrupted: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** This process's own terminal. The first Ctrl-C asks, the second one ends as usual. */
export function processTerminal(): Terminal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    rewrites: process.stderr.isTTY,
    stdin: process.stdin,
    interrupted: controller.signal,
    env: process.env,
  };
}
