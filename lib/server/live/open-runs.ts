import type { Database } from '@/lib/server/db/open-database';
import { LiveRun } from '@/lib/server/live/live-run';
import type { Streams } from '@/lib/server/live/streams';

type Parts = {
  readonly dataDir: string;
  readonly database: Database;
  readonly streams: Streams;
  /** A run is over, and its files are free. */
  readonly onEnded?: (runId: string) => void;
  /** A run that nobody sends to or watches keeps its thread so long (ms). */
  readonly idleAfter?: number;
};

const IDLE_AFTER = 10 * 60_000;

/** The runs of this server whose bytes may still come, each opened once. */
export class OpenRuns {
  readonly #parts: Parts;
  readonly #runs = new Map<string, Promise<LiveRun>>();
  readonly #open = new Map<string, LiveRun>();
  /** Runs that are being let go: their files are not free yet. */
  readonly #leaving = new Map<string, Promise<void>>();
  #stopping = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The run if it is open already. */
  find(runId: string): LiveRun | null {
    return this.#open.get(runId) ?? null;
  }

  /** The live run, taken up from its files if need be; null when the database knows it only as ended, or not at all. */
  async get(runId: string): Promise<LiveRun | null> {
    await this.#leaving.get(runId);
    const known = this.#runs.get(runId);
    if (known) return known;
    const row = await this.#parts.database.prisma.run.findUnique({ where: { id: runId } });
    if (!row || row.endedAt !== null || this.#stopping) return null;
    return this.#take(runId, {
      expectedBytes: row.expectedBytes === null ? null : Number(row.expectedBytes),
      lastByteAt: row.lastByteAt?.getTime() ?? null,
      startedAt: row.startedAt?.getTime() ?? null,
    });
  }

  /** Lets go of a run that was deleted, or that nobody is interested in at the moment; whoever comes opens it again. */
  async drop(runId: string): Promise<void> {
    const opening = this.#runs.get(runId);
    this.#forget(runId);
    const leaving = Promise.resolve(opening)
      .then((live) => live?.stop())
      .finally(() => this.#leaving.delete(runId));
    this.#leaving.set(runId, leaving);
    await leaving;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled([...this.#open.values()].map((live) => live.stop()));
    this.#forgetAll();
  }

  /** As if the process had been killed, for tests. */
  async crash(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#open.values()].map((live) => live.crash()));
    this.#forgetAll();
  }

  #take(runId: string, stored: Parameters<typeof LiveRun.open>[1]): Promise<LiveRun> {
    // Another request may have come first while the row was fetched.
    const known = this.#runs.get(runId);
    if (known) return known;
    const parts = {
      idleAfter: IDLE_AFTER,
      ...this.#parts,
      runId,
      onEnded: () => {
        this.#forget(runId);
        this.#parts.onEnded?.(runId);
      },
      onIdle: () => void this.drop(runId).catch(console.error),
    };
    const opening = LiveRun.open(parts, stored);
    this.#runs.set(runId, opening);
    opening.then(
      (live) => this.#open.set(runId, live),
      () => this.#runs.delete(runId),
    );
    return opening;
  }

  #forget(runId: string): void {
    this.#runs.delete(runId);
    this.#open.delete(runId);
  }

  #forgetAll(): void {
    this.#runs.clear();
    this.#open.clear();
  }
}
