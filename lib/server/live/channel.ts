import { type Cursor, formatCursor } from '@/lib/live/cursor';
import type { RunFacts } from '@/lib/live/frame';
import type { Streams } from '@/lib/server/live/streams';
import { Watcher } from '@/lib/server/live/watcher';

/** What a watcher that comes back may have missed and still gets as deltas. */
const RING_BYTES = 4 * 1024 * 1024;
const HEARTBEAT = 5_000;
/** An event and not a comment: a browser's program must be able to hear that it still listens to somebody. */
const BEAT = Buffer.from('event: beat\ndata: 1\n\n');
/** The browser comes back so soon (ms) after a lost connection. */
const HELLO = Buffer.from('retry: 1000\n\n');
const NO_CHANGE = Buffer.from('{}');

type Sent = { readonly seq: number; readonly bytes: Buffer };

type Parts = {
  readonly epoch: string;
  readonly streams: Streams;
  readonly facts: () => RunFacts;
  readonly now: () => number;
  /** Asks for the document as the deltas so far tell it; `deliver` is called when it is there. */
  readonly askSnapshot: () => void;
};

/** Numbers a run's frames and writes the same bytes to every watcher. */
export class Channel {
  readonly #parts: Parts;
  readonly #watchers = new Set<Watcher>();
  readonly #heartbeat: NodeJS.Timeout;
  #epoch: string;
  #seq = 0;
  #ring: Sent[] = [];
  #ringBytes = 0;
  #retired = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#epoch = parts.epoch;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT);
    this.#heartbeat.unref();
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  /** A new watcher's stream: the deltas it missed, or a snapshot as soon as there is one. */
  attach(cursor: Cursor | null): Watcher {
    const watcher = new Watcher(this.#parts.streams, {
      onRoom: (ready) => ready.needsSnapshot && this.#parts.askSnapshot(),
      onGone: (gone) => this.#leave(gone),
    });
    this.#watchers.add(watcher);
    watcher.send(HELLO);
    const missed = this.#missedSince(cursor);
    if (missed) for (const { bytes } of missed) watcher.send(bytes);
    else this.#resync(watcher);
    return watcher;
  }

  /** Sends a change (or, with none, only the facts) to everybody who can use it. */
  publish(delta: Uint8Array | null): void {
    this.#seq += 1;
    const bytes = this.#frame('delta', delta ?? NO_CHANGE);
    this.#remember({ seq: this.#seq, bytes });
    for (const watcher of this.#watchers) {
      if (watcher.needsSnapshot) continue;
      if (watcher.hasRoom()) watcher.send(bytes);
      else watcher.needsSnapshot = true;
    }
  }

  /** Gives the document at the current number to those who wait for it. */
  deliver(analysis: Uint8Array): void {
    let bytes: Buffer | null = null;
    for (const watcher of this.#watchers) {
      if (!watcher.needsSnapshot || !watcher.hasRoom()) continue;
      bytes ??= this.#frame('snapshot', analysis);
      watcher.needsSnapshot = false;
      watcher.send(bytes);
    }
  }

  /** The document begins anew (its fold was lost): nobody's number means anything any more. */
  restart(epoch: string): void {
    this.#epoch = epoch;
    this.#seq = 0;
    this.#ring = [];
    this.#ringBytes = 0;
    for (const watcher of this.#watchers) this.#resync(watcher);
  }

  /** Nothing more will be published: those who watch keep their stream, and the last one to leave ends it. */
  retire(): void {
    this.#retired = true;
    if (this.#watchers.size === 0) clearInterval(this.#heartbeat);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    const watchers = Array.from(this.#watchers);
    for (const watcher of watchers) watcher.close();
  }

  #leave(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#retired) this.retire();
  }

  #resync(watcher: Watcher): void {
    watcher.needsSnapshot = true;
    this.#parts.askSnapshot();
  }

  #missedSince(cursor: Cursor | null): Sent[] | null {
    if (cursor?.epoch !== this.#epoch || cursor.seq > this.#seq) return null;
    const oldest = this.#ring[0]?.seq ?? this.#seq + 1;
    return cursor.seq >= oldest - 1 ? this.#ring.filter(({ seq }) => seq > cursor.seq) : null;
  }

  #remember(sent: Sent): void {
    this.#ring.push(sent);
    this.#ringBytes += sent.bytes.length;
    while (this.#ringBytes > RING_BYTES)
      this.#ringBytes -= this.#ring.shift()?.bytes.length ?? this.#ringBytes;
  }

  #frame(kind: 'snapshot' | 'delta', document: Uint8Array): Buffer {
    const epoch = this.#epoch;
    const seq = this.#seq;
    const head = { kind, epoch, seq, now: this.#parts.now(), facts: this.#parts.facts() };
    const name = kind === 'snapshot' ? 'analysis' : 'delta';
    return Buffer.concat([
      Buffer.from(
        `id: ${formatCursor({ epoch, seq })}\ndata: ${JSON.stringify(head).slice(0, -1)},"${name}":`,
      ),
      document,
      Buffer.from('}\n\n'),
    ]);
  }

  #beat(): void {
    for (const watcher of this.#watchers) if (watcher.hasRoom()) watcher.send(BEAT);
  }
}
