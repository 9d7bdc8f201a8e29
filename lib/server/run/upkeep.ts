import type { Database } from '@/lib/server/db/open-database';
import { writeFolded } from '@/lib/server/fold-worker/folded-file';
import type { Conclusion } from '@/lib/server/fold-worker/messages';
import { isUnfinished } from '@/lib/server/fold-worker/unfinished';
import { FoldHandle } from '@/lib/server/live/fold-handle';
import { rewriteConclusion } from '@/lib/server/run/conclude-run';
import { runFolder } from '@/lib/server/run/run-folder';

type Parts = { readonly dataDir: string; readonly database: Database };

type Job = { readonly runId: string; readonly handle: FoldHandle; readonly done: Promise<void> };

/** What failed (a full disk) is tried again so much later (ms). */
const RETRY_AFTER = 60_000;
/** A run that fails so often waits for the next start. */
const TRIES = 5;

/**
 * Puts ended runs away, one after the other in a thread of its own: only the archive is kept of a stream that is proven to be in it,
 * and a document of another version is made anew. Being killed over it costs only time.
 */
export class Upkeep {
  readonly #parts: Parts;
  readonly #waiting = new Set<string>();
  readonly #failed = new Map<string, number>();
  readonly #retries = new Set<NodeJS.Timeout>();
  #job: Job | null = null;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Looks through all runs that have ended, newest first. */
  async start(): Promise<void> {
    const ended = await this.#parts.database.prisma.run.findMany({
      where: { endedAt: { not: null } },
      select: { id: true },
      orderBy: { createdAt: 'desc' },
    });
    for (const { id } of ended) this.add(id);
  }

  add(runId: string): void {
    if (this.#stopped) return;
    this.#waiting.add(runId);
    // Not at once: whoever ended the run comes first.
    setImmediate(() => this.#next());
  }

  /** Lets go of a run that is deleted. */
  async drop(runId: string): Promise<void> {
    this.#waiting.delete(runId);
    this.#failed.delete(runId);
    if (this.#job?.runId !== runId) return;
    const { handle, done } = this.#job;
    await handle.kill();
    void done.catch(() => {});
    this.#job = null;
    this.#next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.clear();
    for (const timer of this.#retries) clearTimeout(timer);
    await this.#job?.handle.kill();
    this.#job = null;
  }

  #next(): void {
    const next = this.#waiting.values().next();
    if (this.#job || this.#stopped || next.done) return;
    this.#waiting.delete(next.value);
    if (isUnfinished(runFolder(this.#parts.dataDir, next.value))) this.#begin(next.value);
    // One at a time: there may be thousands.
    else setImmediate(() => this.#next());
  }

  #begin(runId: string): void {
    let settle: (outcome: Conclusion | Error | null) => void = () => {};
    const outcome = new Promise<Conclusion | Error | null>((resolve) => {
      settle = resolve;
    });
    const handle = new FoldHandle(
      { task: 'put-away', dataDir: this.#parts.dataDir, runId },
      {
        onMessage: (message) => message.kind === 'put-away' && settle(message.conclusion),
        onDeath: (error) => settle(error),
      },
    );
    const done = outcome.then((result) => this.#finish(runId, result));
    this.#job = { runId, handle, done };
  }

  async #finish(runId: string, result: Conclusion | Error | null): Promise<void> {
    const { handle } = this.#job ?? {};
    try {
      if (result instanceof Error) throw result;
      if (result) await this.#rewrite(runId, result);
    } catch (error) {
      this.#fail(runId, error);
    }
    await handle?.kill();
    if (this.#job?.runId === runId) this.#job = null;
    this.#next();
  }

  /** The file last: without it the run is folded anew. */
  async #rewrite(runId: string, conclusion: Conclusion): Promise<void> {
    await rewriteConclusion(this.#parts, runId, conclusion);
    await writeFolded(runFolder(this.#parts.dataDir, runId).folded, conclusion);
  }

  #fail(runId: string, error: unknown): void {
    const tries = (this.#failed.get(runId) ?? 0) + 1;
    this.#failed.set(runId, tries);
    console.error(`Run ${runId} could not be put away; nothing is lost.`, error);
    if (tries >= TRIES || this.#stopped) return;
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      this.add(runId);
    }, RETRY_AFTER);
    timer.unref();
    this.#retries.add(timer);
  }
}
