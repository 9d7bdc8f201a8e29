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

/** `Cells` as in `Analysis`: in JSON they are the document's. */
export type Delta<Cells = RunCell[]> = {
  source?: Partial<Analysis['source']>;
  summary?: Analysis['summary'];
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

/**
 * One numbered message of a run's stream. `seq` grows by one within an `epoch` (one life of the run's fold in
 * one server process); a watcher whose cursor is unknown or too old is sent a snapshot.
 */
export type Frame =
  | { kind: 'snapshot'; epoch: string; seq: number; now: number; facts: RunFacts; analysis: Analysis }
  | { kind: 'delta'; epoch: string; seq: number; now: number; facts: RunFacts; delta: Delta };
