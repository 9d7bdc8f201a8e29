import type { Readable } from 'node:stream';

/** What the plan verbs need of their surroundings; a test brings its own. */
export type PlanTerminal = {
  readonly stdin: Readable;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly newId: () => string;
};

/** How the plan verbs end; `--help` prints them. */
export const EXIT = { done: 0, usage: 1, differs: 2, refused: 3, unreachable: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `Exit codes
  0  done; check: nothing hard is violated; diff: the same would happen
  1  wrong usage or unreadable input
  2  check: a hard rule is violated; diff: something else would happen
  3  refused by the server
  5  the server cannot be reached
`;

/** An end that is not success, in words for people. */
export class PlanFault extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = 'PlanFault';
    this.code = code;
  }
}
