import type { RunFacts } from '@/lib/live/frame';
import type { Database } from '@/lib/server/db/open-database';
import type { Ending } from '@/lib/server/run/ending';

export type LiveRunParts = {
  readonly runId: string;
  readonly dataDir: string;
  readonly database: Database;
  readonly onEnded: () => void;
  /** Nobody sends or watches, and everything is folded: the thread may go until somebody comes. */
  readonly onIdle: () => void;
  /** For so long (ms) before that is said. */
  readonly idleAfter: number;
};

/** The parts of a run's row that a live run begins with. */
export type StoredFacts = Pick<RunFacts, 'expectedBytes' | 'lastByteAt'> & {
  readonly startedAt: number | null;
};

/** Why a stream is over, and what the run is then if its log does not tell. */
export type EndWords = { readonly reason: string | null; readonly verdict?: Ending['verdict'] };
