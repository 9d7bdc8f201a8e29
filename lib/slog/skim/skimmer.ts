export const HEAD_ROOM = 64 * 1024;
/** Text is skimmed in pieces of this size, which stay in the processor's second cache. */
export const ROOM = 256 * 1024;

/** A scanner over bytes it was given; `scan.ts` says what its verbs promise. Places are indexes into `memory`. */
export type Skimmer = {
  readonly records: () => Float64Array;
  readonly counts: () => Int32Array;
  /** Where text is read to: these bytes of `memory`, from the place `roomStart` on. Good until the next `load`. */
  readonly room: () => Uint8Array;
  /** HEAD_ROOM bytes before this place are free for the beginning of the room's first line. */
  readonly roomStart: () => number;
  /** Takes a line that is too long for that, without its newline; answers with its place. */
  readonly load: (line: Uint8Array) => number;
  readonly memory: () => Uint8Array;
  readonly scan: (from: number, to: number, wants: number, known: number, clock: number) => number;
  /** The first and the last newline of [from, to) in `memory`; 0 for none. */
  readonly newlineIn: (from: number, to: number) => number;
  readonly lastNewlineIn: (from: number, to: number) => number;
  readonly clockAt: (newline: number) => number;
  /** `strict.ts`: the first line that is not surely valid. */
  readonly sureUntil: (from: number, to: number) => number;
  readonly isFull: () => boolean | number;
  readonly recordCount: () => number;
  readonly linesPassed: () => number;
  readonly replaysPassed: () => number;
  readonly openDevice: () => number;
  readonly openDeviceLine: () => number;
  readonly newestTime: () => number;
  readonly newestMonotime: () => number;
  readonly newestStart: () => number;
  readonly newestEnd: () => number;
};

/** What a scan left: its records, and the memory that their places are in. */
export type Skimmed = { readonly records: Float64Array; readonly memory: Uint8Array };
