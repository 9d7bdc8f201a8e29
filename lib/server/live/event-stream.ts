/** Bytes that may wait for a slow browser; then frames are left out and a snapshot follows. */
const QUEUE_LIMIT = 1024 * 1024;
/** The browser comes back so soon (ms) after a lost connection. */
const HELLO = Buffer.from('retry: 1000\n\n');

/** A run that is watched through a stream. */
export type Guest = {
  /** The browser has read what waited for it. */
  readonly onRoom: () => void;
  readonly onGone: () => void;
};

/** One browser's open answer: the events of all the runs it watches, one after the other. It ends when the last of them leaves. */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #guests = new Set<Guest>();
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  readonly #onClosed: (stream: EventStream) => void;

  constructor(onClosed: (stream: EventStream) => void) {
    this.#onClosed = onClosed;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#tellRoom(),
        cancel: () => this.#gone(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_LIMIT }),
    );
    this.send(HELLO);
  }

  get isOpen(): boolean {
    return this.#controller !== null;
  }

  /** True while less waits than the limit. */
  hasRoom(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  send(bytes: Uint8Array): void {
    this.#controller?.enqueue(bytes);
  }

  join(guest: Guest): void {
    this.#guests.add(guest);
  }

  /** A run has nothing more to say to this browser. */
  leave(guest: Guest): void {
    if (this.#guests.delete(guest) && this.#guests.size === 0) this.close();
  }

  close(): void {
    const controller = this.#controller;
    this.#gone();
    controller?.close();
  }

  #tellRoom(): void {
    const guests = Array.from(this.#guests);
    for (const guest of guests) guest.onRoom();
  }

  #gone(): void {
    if (!this.#controller) return;
    this.#controller = null;
    this.#onClosed(this);
    const guests = Array.from(this.#guests);
    this.#guests.clear();
    for (const guest of guests) guest.onGone();
  }
}
