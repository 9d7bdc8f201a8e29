import path from 'node:path';
import type { Plan } from '@/lib/plan/plan';
import type { Scenario } from '@/lib/plan/scenario';
import type { Env } from '@/lib/server/env';
import { ServerError } from '@/lib/server/errors';
import type { OpenRuns } from '@/lib/server/live/open-runs';
import { Child, type ChildEnd, cleanEnv, killGroup } from '@/lib/server/rehearsal/child';
import { livingChild, writeChild } from '@/lib/server/rehearsal/child-file';
import type { RunSource } from '@/lib/server/run/create-run';
import { type RunFolder, runFolder } from '@/lib/server/run/run-folder';

type Parts = { readonly env: Pick<Env, 'root' | 'dataDir' | 'url' | 'kernelCache'>; readonly runs: OpenRuns };

/** A process that was asked to stop has so long (ms) to send what it has. */
const STOP_PATIENCE = 5_000;
const LOOK_EVERY = 500;
const PANICKED = 3;

type Running = { readonly runId: string; stop(): void; kill(): void };

export type NewRehearsal = { readonly plan: Plan; readonly scenario: Scenario; readonly source: RunSource };

const lastWords = (lines: readonly string[]): string =>
  lines.findLast((line) => line.trim() !== '')?.trim() ?? 'It did not say why.';

/** The one rehearsal that may run at a time, in a process of its own. */
export class Rehearsals {
  readonly #parts: Parts;
  #running: Running | null = null;
  #closing = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The run that is being rehearsed now. */
  get runId(): string | null {
    return this.#running?.runId ?? null;
  }

  /** Two who press the button at once: the second finds it taken while the first one's run is made. */
  reserve(): () => void {
    if (this.#running) throw new ServerError('conflict', 'A rehearsal is running; one at a time.');
    const place: Running = { runId: '', stop: () => {}, kill: () => {} };
    this.#running = place;
    return () => {
      if (this.#running === place) this.#running = null;
    };
  }

  /** Starts the kernel on the plan; its slog comes through the door like any other. */
  async start({ plan, scenario, source }: NewRehearsal): Promise<void> {
    const { env } = this.#parts;
    const folder = runFolder(env.dataDir, source.runId);
    const config = {
      plan,
      scenario,
      dataDir: folder.store,
      ingest: { url: env.url + source.slogUrl, token: source.ingestToken },
      cacheDir: env.kernelCache,
    };
    const child = new Child({
      command: process.execPath,
      args: ['src/main.js'],
      cwd: path.join(/*turbopackIgnore: true*/ env.root, 'lib/rehearsal'),
      env: cleanEnv(),
      stdin: JSON.stringify(config),
      onLine: () => {},
    });
    const running = { runId: source.runId, stop: () => child.stop(STOP_PATIENCE), kill: () => child.kill() };
    this.#running = running;
    void child.ended.then((end) => this.#ended(running, end)).catch(console.error);
    if (child.pid !== undefined) await writeChild(folder.child, child.pid);
  }

  /** Takes up a rehearsal whose server went away: its process may still run and send. */
  async adopt(runId: string): Promise<void> {
    const folder = runFolder(this.#parts.env.dataDir, runId);
    const pid = livingChild(folder.child);
    if (pid === null || this.#running) {
      killGroup(pid ?? undefined, 'SIGKILL');
      await this.#conclude(runId, 'The server was stopped while this rehearsal ran.');
      return;
    }
    this.#watch(runId, pid, folder);
  }

  /** Asks the rehearsal of this run to stop. Whatever it still sends, and whoever is killed now: the run says who stopped it. */
  async stop(runId: string, by: string): Promise<void> {
    const live = await this.#parts.runs.get(runId);
    if (this.#running?.runId !== runId) return;
    await live?.willEnd({ reason: `Stopped by ${by}.`, verdict: 'incomplete' });
    this.#running.stop();
  }

  /** The server ends: so does the kernel. The next start says so on the run. */
  close(): void {
    this.#closing = true;
    this.#running?.kill();
  }

  #watch(runId: string, pid: number, folder: RunFolder): void {
    const running: Running = {
      runId,
      stop: () => killGroup(pid, 'SIGTERM'),
      kill: () => killGroup(pid, 'SIGKILL'),
    };
    this.#running = running;
    const timer = setInterval(() => {
      if (livingChild(folder.child) !== null) return;
      clearInterval(timer);
      void this.#ended(running, { code: null, lines: ['Its process ended before its log did.'] }).catch(
        console.error,
      );
    }, LOOK_EVERY);
    timer.unref();
  }

  async #ended(running: Running, { code, lines }: ChildEnd): Promise<void> {
    if (this.#running === running) this.#running = null;
    if (this.#closing) return;
    const { runId } = running;
    if (code === PANICKED) return this.#conclude(runId, 'The kernel panicked; its last entries say why.');
    return this.#conclude(
      runId,
      `The rehearsal ended too early (exit ${code ?? 'unknown'}): ${lastWords(lines)}`,
    );
  }

  /** Ends the run if its stream did not end by itself: then, whatever its log looks like, it is not all there. */
  async #conclude(runId: string, reason: string): Promise<void> {
    const live = await this.#parts.runs.get(runId);
    if (!live || live.isOverdue) return;
    await live.end(live.foretold ?? { reason, verdict: live.durable > 0 ? 'incomplete' : 'failed' });
  }
}
