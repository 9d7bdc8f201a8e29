import type { RunFacts } from '@/lib/live/frame';
import type { Database } from '@/lib/server/db/open-database';
import type { Progress } from '@/lib/server/fold-worker/messages';

/** What of a live run the database shows when nobody has it open. */
export type LiveCounters = {
  readonly facts: RunFacts;
  readonly progress: Progress;
  readonly startedAt: number | null;
};

function row({ facts, progress, startedAt }: LiveCounters) {
  const { state, receivedBytes, foldedBytes, expectedBytes, lastByteAt } = facts;
  const { lines, upgradesDone, blockers, warnings } = progress;
  return {
    state,
    receivedBytes: BigInt(receivedBytes),
    foldedBytes: BigInt(foldedBytes),
    expectedBytes: expectedBytes === null ? null : BigInt(expectedBytes),
    lines: BigInt(lines),
    upgradesDone,
    blockers,
    warnings,
    startedAt: startedAt === null ? null : new Date(startedAt),
    lastByteAt: lastByteAt === null ? null : new Date(lastByteAt),
  };
}

/** Writes a live run's counters to the database when they changed; the truth is in the run's files, so a failure only lags. */
export class ProgressSaver {
  readonly #database: Database;
  readonly #runId: string;
  #saved = '';

  constructor(database: Database, runId: string) {
    this.#database = database;
    this.#runId = runId;
  }

  async save(counters: LiveCounters): Promise<void> {
    const now = JSON.stringify(counters);
    if (now === this.#saved) return;
    this.#saved = now;
    try {
      const where = { id: this.#runId, endedAt: null };
      await this.#database.prisma.run.updateMany({ where, data: row(counters) });
    } catch (error) {
      this.#saved = '';
      console.error(error);
    }
  }
}
