import { SILENCE, type Source } from '@/lib/client/run-stream/run-stream';
import { type Said, StreamLeader } from '@/lib/client/run-stream/stream-leader';
import type { Cursor } from '@/lib/live/cursor';
import type { Wanted } from '@/lib/live/wanted';

/** What of Web Locks and BroadcastChannel is used here; a test gives its own. */
export type Locks = {
  readonly request: (
    name: string,
    options: { steal?: boolean },
    held: () => Promise<void>,
  ) => Promise<unknown>;
};
export type Channel = {
  postMessage: (message: unknown) => void;
  onmessage: ((event: MessageEvent) => void) | null;
};

type Parts = {
  readonly tab: string;
  readonly url: string;
  readonly locks: Locks;
  readonly channel: Channel;
  readonly open: (url: string) => Source;
  readonly later: (work: () => void, ms: number) => () => void;
  readonly now: () => number;
};

type Message =
  | { readonly kind: 'wants'; readonly tab: string; readonly runs: readonly Wanted[] }
  | { readonly kind: 'leads' }
  | { readonly kind: 'said'; readonly said: Said };

type Listener = (event: { data?: unknown }) => void;
type Follower = { readonly runId: string; cursor: Cursor | null; readonly listeners: Map<string, Listener> };

const LEADS = 'vatdeck-stream';
const ofTab = (tab: string): string => `vatdeck-tab ${tab}`;

/**
 * One stream for all tabs of a browser. The tab that holds the lock holds the stream and tells the others what it says; when it is
 * closed or dies the browser gives the lock to the next, which goes on by cursor. Each tab holds a lock of its own, so that the leader
 * learns of its end, however it ended.
 */
export class SharedStream {
  readonly #parts: Parts;
  readonly #followers = new Set<Follower>();
  #leader: StreamLeader | null = null;
  #letGo: () => void = () => {};
  #heardAt: number;
  #started = false;
  #isHere = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#heardAt = parts.now();
  }

  get isLeading(): boolean {
    return this.#leader !== null;
  }

  /** A run's events as if this tab had a stream of its own. */
  open(runId: string, cursor: Cursor | null): Source {
    const follower: Follower = { runId, cursor, listeners: new Map() };
    this.#followers.add(follower);
    this.#start();
    this.#want();
    return {
      addEventListener: (type, listener) => follower.listeners.set(type, listener),
      close: () => {
        if (this.#followers.delete(follower)) this.#want();
      },
    };
  }

  #start(): void {
    const { locks, channel, tab, now } = this.#parts;
    if (!this.#started) {
      this.#started = true;
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- one listener for the life of the tab
      channel.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
      void locks.request(ofTab(tab), {}, () => this.#beHere());
      this.#queue(false);
    } else if (!this.#leader && now() - this.#heardAt >= SILENCE) {
      // Whoever leads was put to sleep by the browser: this tab is looked at.
      this.#heardAt = now();
      this.#queue(true);
    }
  }

  /** Before its lock is held a leader that hears of this tab would be granted it, and take the tab for gone. */
  #beHere(): Promise<void> {
    this.#isHere = true;
    this.#want();
    return new Promise(() => {});
  }

  #queue(steal: boolean): void {
    const { locks } = this.#parts;
    const held = locks.request(LEADS, steal ? { steal } : {}, () => this.#lead());
    // Stolen by another tab: this one queues up behind it.
    held.catch(() => {
      this.#resign();
      this.#queue(false);
    });
  }

  #lead(): Promise<void> {
    if (this.#leader) return Promise.resolve();
    const { url, open, later } = this.#parts;
    this.#leader = new StreamLeader({ url, open, later, say: (said) => this.#say(said) });
    this.#post({ kind: 'leads' });
    this.#want();
    return new Promise((resolve) => {
      this.#letGo = resolve;
    });
  }

  #resign(): void {
    this.#leader?.close();
    this.#leader = null;
    this.#letGo();
  }

  #post(message: Message): void {
    this.#parts.channel.postMessage(message);
  }

  #want(): void {
    const runs = Array.from(this.#followers, ({ runId, cursor }) => ({ runId, cursor }));
    if (this.#leader) this.#leader.take(this.#parts.tab, runs);
    else if (this.#isHere) this.#post({ kind: 'wants', tab: this.#parts.tab, runs });
  }

  #hear(message: Message): void {
    if (message.kind === 'wants') return this.#register(message);
    this.#heardAt = this.#parts.now();
    if (message.kind === 'leads') this.#want();
    else this.#deliver(message.said);
  }

  #register({ tab, runs }: Message & { kind: 'wants' }): void {
    const leader = this.#leader;
    if (!leader) return;
    const isNew = !leader.tabs.includes(tab);
    leader.take(tab, runs);
    if (!isNew) return;
    // Granted only when the tab is no more.
    void this.#parts.locks.request(ofTab(tab), {}, async () => leader.drop(tab));
  }

  #say(said: Said): void {
    this.#deliver(said);
    if ((this.#leader?.tabs.length ?? 0) > 1) this.#post({ kind: 'said', said });
  }

  #deliver({ type, runId, cursor, data }: Said): void {
    const followers = Array.from(this.#followers);
    for (const follower of followers) {
      if (runId !== null && follower.runId !== runId) continue;
      // What another leader would have to be told.
      if (cursor) follower.cursor = cursor;
      follower.listeners.get(type === 'gone' ? 'error' : type)?.({ data });
    }
  }
}
