import { backoff } from '@/lib/live/backoff';
import type { Cursor } from '@/lib/live/cursor';
import type { Frame } from '@/lib/live/frame';
import { parseFrame } from '@/lib/live/parse-frame';
import { cursorOf, isSettled, type RunModel, takeFrame } from '@/lib/live/run-model';

/** How the page is connected to the run's stream; `failures` counts tries in a row that brought nothing. */
export type Link = { readonly state: 'connecting' | 'live' | 'lost' | 'ended'; readonly failures: number };

type SourceEvent = { data?: unknown; lastEventId?: string };

/** What of an EventSource is used here; a test gives its own. */
export type Source = {
  addEventListener: (type: string, listener: (event: SourceEvent) => void) => void;
  close: () => void;
};

export type StreamOptions = {
  /** What an earlier watch of this tab left; its cursor is offered to the server. */
  readonly model: RunModel | null;
  /** The run's events behind the cursor, or from a snapshot on. */
  readonly open: (cursor: Cursor | null) => Source;
  /** Runs `work` with the next drawn frame (or soon, in a hidden tab); returns how to cancel it. */
  readonly schedule: (work: () => void) => () => void;
  /** Runs `work` after `ms`; returns how to cancel it. */
  readonly later: (work: () => void, ms: number) => () => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly onModel: (model: RunModel) => void;
  readonly onLink: (link: Link) => void;
};

/** No event for this long (ms): the connection is taken for dead, as after a laptop's sleep. */
export const SILENCE = 15_000;
const LOST_AFTER = 2;

/** Follows one run's stream until it is settled or closed, through gaps, silences and restarts of the server. */
export class RunStream {
  readonly #options: StreamOptions;
  #model: RunModel | null;
  #source: Source | null = null;
  #waiting: Frame[] = [];
  #cancelDraw: (() => void) | null = null;
  #cancelTimer: (() => void) | null = null;
  #failures = 0;
  #heardAt: number;
  #closed = false;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#model = options.model;
    this.#heardAt = options.now();
    this.#say('connecting');
    this.#connect();
  }

  /** The tab was asleep or offline: look at once instead of waiting for the watchdog. */
  wake(): void {
    if (this.#source === null || this.#silence() >= SILENCE) this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#dropSource();
    this.#cancelDraw?.();
    this.#cancelDraw = null;
  }

  #say(state: Link['state']): void {
    this.#options.onLink({ state, failures: this.#failures });
  }

  #silence(): number {
    return this.#options.now() - this.#heardAt;
  }

  #dropSource(): void {
    this.#source?.close();
    this.#source = null;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #connect(): void {
    if (this.#closed) return;
    this.#dropSource();
    this.#waiting = [];
    const { open, now } = this.#options;
    const source = open(cursorOf(this.#model));
    this.#source = source;
    this.#heardAt = now();
    const mine = (work: (event: SourceEvent) => void) => (event: SourceEvent) => {
      if (this.#source === source) work(event);
    };
    source.addEventListener(
      'open',
      mine(() => this.#opened()),
    );
    source.addEventListener(
      'message',
      mine((event) => this.#take(event.data)),
    );
    source.addEventListener(
      'beat',
      mine(() => this.#heard()),
    );
    source.addEventListener(
      'error',
      mine(() => this.#retry()),
    );
    this.#watch();
  }

  #watch(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.later(
      () => {
        if (this.#silence() >= SILENCE) this.#connect();
        else this.#watch();
      },
      Math.max(1, SILENCE - this.#silence()),
    );
  }

  #heard(): void {
    this.#heardAt = this.#options.now();
    this.#failures = 0;
  }

  #opened(): void {
    this.#heard();
    this.#say('live');
  }

  #retry(): void {
    this.#failures += 1;
    this.#dropSource();
    this.#say(this.#failures >= LOST_AFTER ? 'lost' : 'connecting');
    const wait = backoff(this.#failures, this.#options.random());
    this.#cancelTimer = this.#options.later(() => this.#connect(), wait);
  }

  #take(data: unknown): void {
    this.#heard();
    const frame = parseFrame(data);
    if (!frame) return this.#retry();
    this.#waiting.push(frame);
    this.#cancelDraw ??= this.#options.schedule(() => this.#drain());
  }

  /** Applies what came since the last drawn frame at once: one render for many events. */
  #drain(): void {
    this.#cancelDraw = null;
    const frames = this.#waiting;
    this.#waiting = [];
    let next = this.#model;
    for (const frame of frames) {
      const taken = takeFrame(next, frame);
      if (!taken) return this.#resync(next);
      next = taken;
    }
    this.#publish(next);
    if (!next || !isSettled(next)) return;
    this.close();
    this.#say('ended');
  }

  #publish(next: RunModel | null): void {
    if (!next || next === this.#model) return;
    this.#model = next;
    this.#options.onModel(next);
  }

  /** A gap: what fitted is shown, and a stream without a cursor begins with a snapshot. */
  #resync(fitted: RunModel | null): void {
    this.#publish(fitted);
    this.#model = null;
    this.#connect();
  }
}
