import type { Source } from '@/lib/client/run-stream/run-stream';
import { type Cursor, parseCursor } from '@/lib/live/cursor';
import { formatWanted, type Wanted } from '@/lib/live/wanted';

/** What the stream says to the tabs; `runId` null: to all. */
export type Said = {
  readonly type: 'open' | 'message' | 'beat' | 'error' | 'gone';
  readonly runId: string | null;
  /** Where the run's stream is with this. */
  readonly cursor?: Cursor | null;
  readonly data?: string;
};

type Parts = {
  readonly url: string;
  readonly open: (url: string) => Source;
  readonly later: (work: () => void, ms: number) => () => void;
  readonly say: (said: Said) => void;
};

/** Tabs that come at once (a session that is restored) cost one connection and not one each. */
const GATHER = 20;

const RUN = /^\{"kind":"[a-z]+","runId":("(?:[^"\\]|\\.)*")/;

/** The run that a frame speaks of; its head alone is read. */
function runOf(data: unknown): string | null {
  const named = typeof data === 'string' ? RUN.exec(data.slice(0, 200))?.[1] : undefined;
  return named === undefined ? null : String(JSON.parse(named));
}

/** The earlier of two places in a run's stream; null (a snapshot) where they cannot be compared. */
const earlier = (a: Cursor | null, b: Cursor | null): Cursor | null =>
  a && b && a.epoch === b.epoch ? (a.seq <= b.seq ? a : b) : null;

/** The tab that holds the browser's one stream: it follows every run that some tab wants, each from where the hindmost tab is. */
export class StreamLeader {
  readonly #parts: Parts;
  readonly #wants = new Map<string, readonly Wanted[]>();
  /** Where the stream is in each run that it follows. */
  #places = new Map<string, Cursor | null>();
  #source: Source | null = null;
  #cancel: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get tabs(): readonly string[] {
    return [...this.#wants.keys()];
  }

  /** What a tab wants from now on, all of it. */
  take(tab: string, runs: readonly Wanted[]): void {
    this.#wants.set(tab, runs);
    const isServed = this.#source !== null && runs.every((wanted) => this.#serves(wanted));
    if (!isServed || this.#places.size !== this.#union().size) this.#reconnectSoon();
    else for (const { runId } of runs) this.#parts.say({ type: 'open', runId });
  }

  /** The tab is gone. */
  drop(tab: string): void {
    if (this.#wants.delete(tab) && this.#places.size !== this.#union().size) this.#reconnectSoon();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#source?.close();
    this.#source = null;
  }

  #serves({ runId, cursor }: Wanted): boolean {
    const place = this.#places.get(runId);
    return place !== undefined && place?.epoch === cursor?.epoch && place?.seq === cursor?.seq;
  }

  #union(): Map<string, Cursor | null> {
    const union = new Map<string, Cursor | null>();
    for (const runs of this.#wants.values())
      for (const { runId, cursor } of runs) {
        const known = union.get(runId);
        union.set(runId, known === undefined ? cursor : earlier(known, cursor));
      }
    return union;
  }

  /** Tabs that follow already said where they were when they came; since then they are where the stream is. */
  #reconnectSoon(): void {
    this.#cancel ??= this.#parts.later(() => {
      this.#cancel = null;
      this.#connect();
    }, GATHER);
  }

  #connect(): void {
    this.#source?.close();
    this.#source = null;
    this.#places = this.#union();
    if (this.#places.size === 0) return;
    const query = new URLSearchParams();
    for (const [runId, cursor] of this.#places) query.append('run', formatWanted({ runId, cursor }));
    const source = this.#parts.open(`${this.#parts.url}?${query}`);
    this.#source = source;
    this.#listen(source);
  }

  #listen(source: Source): void {
    const on = (type: Said['type'], work: (event: { data?: unknown; lastEventId?: string }) => void): void =>
      source.addEventListener(type, (event) => {
        if (this.#source === source) work(event);
      });
    on('open', () => this.#parts.say({ type: 'open', runId: null }));
    on('beat', () => this.#parts.say({ type: 'beat', runId: null }));
    on('message', (event) => this.#pass(event));
    on('gone', ({ data }) => {
      const runId: unknown = typeof data === 'string' ? JSON.parse(data) : null;
      if (typeof runId === 'string') this.#lose(runId);
    });
    on('error', () => {
      // Each tab asks again in its own time; the first that does connects for all.
      this.close();
      this.#places = new Map();
      this.#parts.say({ type: 'error', runId: null });
    });
  }

  #pass({ data, lastEventId }: { data?: unknown; lastEventId?: string }): void {
    const runId = runOf(data);
    if (runId === null || typeof data !== 'string') return;
    const place = parseCursor(lastEventId);
    this.#places.set(runId, place);
    for (const [tab, runs] of this.#wants)
      if (runs.some((wanted) => wanted.runId === runId))
        this.#wants.set(
          tab,
          runs.map((wanted) => (wanted.runId === runId ? { runId, cursor: place } : wanted)),
        );
    this.#parts.say({ type: 'message', runId, cursor: place, data });
  }

  #lose(runId: string): void {
    this.#places.delete(runId);
    for (const [tab, runs] of this.#wants)
      this.#wants.set(
        tab,
        runs.filter((wanted) => wanted.runId !== runId),
      );
    this.#parts.say({ type: 'gone', runId });
  }
}
