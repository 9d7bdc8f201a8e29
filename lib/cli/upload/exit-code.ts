/** What `vatdeck send` and `vatdeck tail` end with; documented in README.md beside this file. */
export const EXIT = {
  done: 0,
  usage: 2,
  refused: 3,
  source: 4,
  unreachable: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end that is not success, in words for people: what happened, where, what to do. */
export class UploadFault extends Error {
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = 'UploadFault';
    this.code = code;
  }
}
