import { EventStream } from '@/lib/server/live/event-stream';

/** Who holds a stream: `key` is the same for all that show the same credential, `isAllowed` asks whether it still counts. */
export type Holder = { readonly key: string; readonly isAllowed: () => Promise<boolean> };

const HEARTBEAT = 5_000;
/** An event and not a comment: a browser's program must be able to hear that it still listens to somebody. */
const BEAT = Buffer.from('event: beat\ndata: 1\n\n');

/**
 * Every stream that a browser holds open, so that they can be counted, beat, ended when their holder may read no more (asked with
 * each beat, for another server may have taken the right away, and at once where this one did), and closed in the end.
 */
export class Streams {
  readonly #holders = new Map<EventStream, Holder>();
  #timer: NodeJS.Timeout | null = null;
  #checking: Promise<void> = Promise.resolve();

  get size(): number {
    return this.#holders.size;
  }

  open(holder: Holder): EventStream {
    const stream = new EventStream((closed) => this.#forget(closed));
    this.#holders.set(stream, holder);
    this.#timer ??= setInterval(() => this.#beat(), HEARTBEAT).unref();
    return stream;
  }

  /** Ends the streams of those who may read no more; one question per credential. */
  recheck(): Promise<void> {
    this.#checking = this.#checking.then(() => this.#check());
    return this.#checking;
  }

  closeAll(): void {
    const streams = Array.from(this.#holders.keys());
    for (const stream of streams) stream.close();
  }

  async #check(): Promise<void> {
    const answers = new Map<string, Promise<boolean>>();
    const asked = Array.from(this.#holders, async ([stream, { key, isAllowed }]) => {
      const answer = answers.get(key) ?? isAllowed().catch(() => true);
      answers.set(key, answer);
      if (!(await answer)) stream.close();
    });
    await Promise.all(asked);
  }

  #beat(): void {
    for (const stream of this.#holders.keys()) if (stream.hasRoom()) stream.send(BEAT);
    void this.recheck();
  }

  #forget(stream: EventStream): void {
    this.#holders.delete(stream);
    if (this.#holders.size > 0 || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}
