import type { Cursor } from '@/lib/live/cursor';
import { applyDelta } from '@/lib/live/diff';
import type { Frame } from '@/lib/live/frame';
import { parseFrame } from '@/lib/live/parse-frame';
import { watchRun } from '@/lib/server/run/watch-run';
import { operator } from '@/lib/server/test/test-instance';
import { type Analysis, emptyAnalysis } from '@/lib/upgrade/analysis';

/** A browser's side of a run's stream: keeps the document by its frames. */
export class TestWatcher {
  analysis: Analysis = emptyAnalysis();
  readonly frames: Frame[] = [];
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #rest = '';

  private constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  static async open(runId: string, cursor: Cursor | null = null): Promise<TestWatcher> {
    return new TestWatcher(
      await watchRun(operator, runId, cursor, { key: 'operator', isAllowed: async () => true }),
    );
  }

  get last(): Frame | undefined {
    return this.frames.at(-1);
  }

  get cursor(): Cursor | null {
    const { last } = this;
    return last ? { epoch: last.epoch, seq: last.seq } : null;
  }

  /** Reads until a frame says so. */
  async until(holds: (watcher: TestWatcher) => boolean): Promise<void> {
    while (!holds(this)) {
      const { done, value } = await this.#reader.read();
      if (done) throw new Error('The stream was closed.');
      this.#take(Buffer.from(value).toString('utf8'));
    }
  }

  ended = (): Promise<void> => this.until(({ last }) => (last?.facts.endedAt ?? null) !== null);

  close(): Promise<void> {
    return this.#reader.cancel();
  }

  #take(text: string): void {
    this.#rest += text;
    const events = this.#rest.split('\n\n');
    this.#rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^id: .*\ndata: (.*)$/m.exec(event)?.[1];
      const frame = parseFrame(data);
      if (frame) this.#apply(frame);
    }
  }

  #apply(frame: Frame): void {
    const { last } = this;
    if (frame.kind !== 'delta') this.analysis = frame.analysis;
    else {
      if (last?.epoch !== frame.epoch || frame.seq !== last.seq + 1)
        throw new Error(`Frame ${frame.seq} of ${frame.epoch} came after ${last?.seq} of ${last?.epoch}.`);
      this.analysis = applyDelta(this.analysis, frame.delta);
    }
    this.frames.push(frame);
  }
}
