import type { Plan } from '@/lib/plan/plan';
import type { RunInput } from '@/lib/report/input';
import type { Report } from '@/lib/report/report';
import { Settler } from '@/lib/server/report/settler';
import type { Mark } from '@/lib/triage/mark';

/** A run that a published report follows, as it is at the moment. `seen` is another as soon as it would show something else. */
export type RunSeen = {
  readonly run: Omit<RunInput, 'analysis'>;
  readonly live: boolean;
  readonly marks: readonly Mark[];
  readonly seen: string;
};

/** The version that was published. */
export type Promised = { readonly hash: string; readonly report: Report; readonly plan: Plan };

/** `asOf`: ms since 1970. */
export type Settled = { readonly report: Report; readonly asOf: number };

type Known = { readonly seen: string; readonly settled: Promise<Settled>; dueAt: number };

/** A run is looked at again after so long (ms) at the earliest, or after so many times what the last look took. */
const EVERY = 5_000;
const SHARE = 20;
const MOST = 32;

/** What became of what was promised, made once for all readers, forms and links of a version. */
export class FollowedRuns {
  readonly #known = new Map<string, Known>();
  readonly #settler = new Settler();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What of this run a reader of this version is shown now: what was seen last while that is not to be looked at again, else what there is. */
  shown(hash: string, { run, seen }: RunSeen): string {
    const known = this.#known.get(`${hash} ${run.id}`);
    return known && known.dueAt > this.#now() ? known.seen : seen;
  }

  /** The report with what happened, as `shown` named it. `overview` reads the run. */
  settle(
    { hash, report, plan }: Promised,
    { run, marks }: Pick<RunSeen, 'run' | 'marks'>,
    seen: string,
    overview: () => Promise<Uint8Array>,
  ): Promise<Settled> {
    const key = `${hash} ${run.id}`;
    const before = this.#known.get(key);
    if (before?.seen === seen) return before.settled;
    const began = this.#now();
    const settled = overview()
      .then((bytes) => this.#settler.settle({ report, plan, run, overview: bytes, marks }))
      .then((made) => ({ report: made, asOf: began }));
    const known: Known = { seen, settled, dueAt: Number.POSITIVE_INFINITY };
    this.#known.delete(key);
    this.#known.set(key, known);
    for (const oldest of this.#known.keys()) if (this.#known.size > MOST) this.#known.delete(oldest);
    settled.then(
      () => {
        known.dueAt = began + Math.max(EVERY, SHARE * (this.#now() - began));
      },
      () => this.#known.get(key) === known && this.#known.delete(key),
    );
    return settled;
  }

  stop(): Promise<void> {
    return this.#settler.stop();
  }
}
