import { type Cursor, formatCursor } from '@/lib/live/cursor';
import type { RunFacts } from '@/lib/live/frame';
import type { EventStream, Guest } from '@/lib/server/live/event-stream';

/** What a watcher that comes back may have missed and still gets as deltas. */
const RING_BYTES = 4 * 1024 * 1024;
const NO_CHANGE = Buffer.from('{}');

type Sent = { readonly seq: number; readonly bytes: Buffer };

type Watcher = {
  readonly stream: EventStream;
  readonly guest: Guest;
  /** It has a hole: the next thing it can use is a snapshot. */
  needsSnapshot: boolean;
};

/** Tells a browser that a run will say no more through this stream. */
export const goneEvent = (runId: string): Buffer =>
  Buffer.from(`event: gone\ndata: ${JSON.stringify(runId)}\n\n`);

type Parts = {
  readonly runId: string;
  readonly epoch: string;
  readonly facts: () => RunFacts;
  readonly now: () => number;
  /** Asks for the document as the deltas so far tell it; `deliver` is called when it is there. */
  readonly askSnapshot: () => void;
};

/** Numbers a run's frames and writes the same bytes to every watcher. */
export class Channel {
  readonly #parts: Parts;
  readonly #watchers = new Set<Watcher>();
  #epoch: string;
  #seq = 0;
  #ring: Sent[] = [];
  #ringBytes = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#epoch = parts.epoch;
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  /** A browser watches from now on: it gets the deltas it missed, or a snapshot as soon as there is one. */
  attach(stream: EventStream, cursor: Cursor | null): void {
    const guest: Guest = {
      onRoom: () => watcher.needsSnapshot && this.#parts.askSnapshot(),
      onGone: () => this.#watchers.delete(watcher),
    };
    const watcher: Watcher = { stream, guest, needsSnapshot: false };
    // Gone already, while the run was looked up.
    if (!stream.isOpen) return;
    stream.join(guest);
    this.#watchers.add(watcher);
    const missed = this.#missedSince(cursor);
    if (missed) for (const { bytes } of missed) stream.send(bytes);
    else this.#resync(watcher);
  }

  /** Sends a change (or, with none, only the facts) to everybody who can use it. */
  publish(delta: Uint8Array | null): void {
    this.#seq += 1;
    const bytes = this.#frame('delta', delta ?? NO_CHANGE);
    this.#remember({ seq: this.#seq, bytes });
    for (const watcher of this.#watchers) {
      if (watcher.needsSnapshot) continue;
      if (watcher.stream.hasRoom()) watcher.stream.send(bytes);
      else watcher.needsSnapshot = true;
    }
  }

  /** Shows what the document at the current number will be to those who wait for it: they can draw it, and still wait. */
  sketch(outline: Uint8Array): void {
    const bytes = this.#frame('outline', outline);
    for (const { stream, needsSnapshot } of this.#watchers)
      if (needsSnapshot && stream.hasRoom()) stream.send(bytes);
  }

  /** Gives the document at the current number to those who wait for it. */
  deliver(overview: Uint8Array): void {
    let bytes: Buffer | null = null;
    for (const watcher of this.#watchers) {
      if (!watcher.needsSnapshot || !watcher.stream.hasRoom()) continue;
      bytes ??= this.#frame('snapshot', overview);
      watcher.needsSnapshot = false;
      watcher.stream.send(bytes);
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

  /** The run can be followed no longer here; who watches asks again. */
  close(): void {
    const watchers = Array.from(this.#watchers);
    this.#watchers.clear();
    for (const { stream, guest } of watchers) {
      stream.send(goneEvent(this.#parts.runId));
      stream.leave(guest);
    }
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

  #frame(kind: 'snapshot' | 'outline' | 'delta', document: Uint8Array): Buffer {
    const epoch = this.#epoch;
    const seq = this.#seq;
    const { runId } = this.#parts;
    const head = { kind, runId, epoch, seq, now: this.#parts.now(), facts: this.#parts.facts() };
    const name = kind === 'delta' ? 'delta' : 'overview';
    // Nobody can go on from an outline: a browser forgets where it was.
    const id = kind === 'outline' ? '' : formatCursor({ epoch, seq });
    return Buffer.concat([
      Buffer.from(`id: ${id}\ndata: ${JSON.stringify(head).slice(0, -1)},"${name}":`),
      document,
      Buffer.from('}\n\n'),
    ]);
  }
}
