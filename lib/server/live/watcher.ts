import type { Streams } from '@/lib/server/live/streams';

/** Bytes that may wait for a slow watcher; then frames are left out and a snapshot follows. */
const QUEUE_LIMIT = 1024 * 1024;

type Hooks = {
  /** The watcher has read what waited for it. */
  readonly onRoom: (watcher: Watcher) => void;
  readonly onGone: (watcher: Watcher) => void;
};

/** One browser's stream of a run. */
export class Watcher {
  readonly body: ReadableStream<Uint8Array>;
  /** It has a hole: the next thing it can use is a snapshot. */
  needsSnapshot = false;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  readonly #hooks: Hooks;
  readonly #forget: () => void;

  constructor(streams: Streams, hooks: Hooks) {
    this.#hooks = hooks;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#hooks.onRoom(this),
        cancel: () => this.#gone(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_LIMIT }),
    );
    this.#forget = streams.add(() => this.close());
  }

  /** True while less waits than the limit. */
  hasRoom(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  send(bytes: Uint8Array): void {
    this.#controller?.enqueue(bytes);
  }

  close(): void {
    const controller = this.#controller;
    this.#gone();
    controller?.close();
  }

  #gone(): void {
    if (!this.#controller) return;
    this.#controller = null;
    this.#forget();
    this.#hooks.onGone(this);
  }
}
