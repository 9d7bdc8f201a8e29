import path from 'node:path';

/** Where a run's files are: DATA_DIR/runs/<runId>/… */
export type RunFolder = {
  readonly dir: string;
  /** The stream as it was sent, until the run has ended and its text is proven to be in the archive. */
  readonly slogIn: string;
  /** The stream's text, packed and open at any line. */
  readonly archive: string;
  readonly checkpoint: string;
  /** The final document: JSON in gzip. */
  readonly analysis: string;
  /** What a watcher begins with and the cells of all runs, both made of the final document so that nobody need read it whole. */
  readonly overview: string;
  /** Of a large run what its page draws first. */
  readonly outline: string;
  readonly cells: string;
  /** What the final document was made of. */
  readonly folded: string;
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
    archive: file('archive'),
    checkpoint: file('checkpoint.json'),
    analysis: file('analysis.json.gz'),
    overview: file('overview.json.gz'),
    outline: file('outline.json.gz'),
    cells: file('cells.bin'),
    folded: file('folded.json'),
    ending: file('ending.json'),
    store: file('store'),
    child: file('child.json'),
  };
}
