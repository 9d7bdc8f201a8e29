import path from 'node:path';

/** Where a run's files are: DATA_DIR/runs/<runId>/… */
export type RunFolder = {
  readonly dir: string;
  /** The stream as it was sent. */
  readonly slogIn: string;
  /** Its text, where that is not the same: the stream was gzip. */
  readonly slogText: string;
  readonly checkpoint: string;
  readonly lineIndex: string;
  readonly analysis: string;
  /** What was said about the stream's end: where it will be, or that and why it is over. */
  readonly ending: string;
  /** The rehearsal's kernel store. */
  readonly store: string;
  /** The rehearsal's process, while it runs. */
  readonly child: string;
};

export const runsFolder = (dataDir: string): string => path.join(/*turbopackIgnore: true*/ dataDir, 'runs');

export function runFolder(dataDir: string, runId: string): RunFolder {
  const dir = path.join(/*turbopackIgnore: true*/ runsFolder(dataDir), runId);
  const file = (name: string): string => path.join(/*turbopackIgnore: true*/ dir, name);
  return {
    dir,
    slogIn: file('slog.in'),
    slogText: file('slog.text'),
    checkpoint: file('checkpoint.json'),
    lineIndex: file('index.bin'),
    analysis: file('analysis.json'),
    ending: file('ending.json'),
    store: file('store'),
    child: file('child.json'),
  };
}
