import type { Overview } from '@/lib/live/overview';
import type { Analysis, RunCell } from '@/lib/upgrade/analysis';

/** The collections of the document that grow and are sent item by item. */
export const COLLECTIONS = [
  'processStarts',
  'vats',
  'blocks',
  'runs',
  'upgrades',
  'terminations',
  'steps',
  'findings',
] as const satisfies readonly (keyof Analysis)[];
export type Collection = (typeof COLLECTIONS)[number];

/** How one collection changed: its new length and the items that differ, by index. */
export type CollectionDelta<T> = { length: number; items: [index: number, item: T][] };

/**
 * What the vats did in one run so far: for each vat deliveries, seconds, computrons, first and last time. Deltas bring them beside the
 * runs, which have no cells on the wire.
 */
export type RunCells = readonly [run: number, vats: readonly string[], numbers: readonly number[]];

/** `Cells` as in `Analysis`. */
export type Delta<Cells = RunCell[]> = {
  source?: Partial<Analysis['source']>;
  summary?: Analysis['summary'];
  cells?: RunCells[];
} & { [C in Collection]?: CollectionDelta<Analysis<Cells>[C][number]> };

/** What the run is, beside what its log says. `lastByteAt` and `now` are the server's clock, ms since 1970. */
export type RunFacts = {
  state: 'waiting' | 'streaming' | 'complete' | 'incomplete' | 'failed';
  reason: string | null;
  receivedBytes: number;
  foldedBytes: number;
  /** How many bytes the sender said there will be; null while it has not said. */
  expectedBytes: number | null;
  lastByteAt: number | null;
  endedAt: number | null;
  watchers: number;
};

type Head = {
  readonly runId: string;
  readonly epoch: string;
  readonly seq: number;
  /** The server's clock, ms. */
  readonly now: number;
  readonly facts: RunFacts;
};

/**
 * One numbered message of a run's stream. `seq` grows by one within an `epoch` (one life of the run's fold in
 * one server process); a watcher whose cursor is unknown or too old is sent a snapshot, and before a large one its
 * outline, which can be drawn and not gone on from.
 */
export type WireFrame =
  | (Head & { readonly kind: 'snapshot' | 'outline'; readonly overview: Overview })
  | (Head & { readonly kind: 'delta'; readonly delta: Delta });

/** The same as it was read: the snapshot's document, its runs without cells, and the cells of its last run. */
export type Frame =
  | (Head & {
      readonly kind: 'snapshot' | 'outline';
      readonly analysis: Analysis;
      readonly tail: readonly RunCells[];
    })
  | (Head & { readonly kind: 'delta'; readonly delta: Delta });
