/** A scanner over bytes it was given; `scan.ts` says what its verbs promise. Places are indexes into `memory`. */
export type Skimmer = {
  readonly records: () => Float64Array;
  readonly counts: () => Int32Array;
  /** Takes whole lines (the last without its newline, if one likes); answers with the place of the first. */
  readonly load: (bytes: Uint8Array) => number;
  /** Best taken at once. */
  readonly capacity: number;
  readonly memory: () => Uint8Array;
  readonly scan: (from: number, to: number, wants: number, known: number, clock: number) => number;
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
