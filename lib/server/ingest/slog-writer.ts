import { ServerError } from '@/lib/server/errors';
import { AppendFile } from '@/lib/server/ingest/append-file';

/** The right to append: one sender at a time has it. `signal` fires when another took over. */
export type Turn = {
  readonly signal: AbortSignal;
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves with the durable length when everything appended is durable. */
  settle(): Promise<number>;
  release(): void;
};

type Holder = { readonly abort: AbortController; readonly released: Promise<void> };

export const offsetHeader = (durable: number): Record<string, string> => ({
  'upload-offset': String(durable),
});

const mismatch = (asked: number, durable: number): ServerError =>
  new ServerError(
    'offset-mismatch',
    `The server holds ${durable} bytes of this run; the request begins at ${asked}.`,
    {
      hint: 'Ask with HEAD and go on from Upload-Offset.',
      headers: offsetHeader(durable),
    },
  );

/** Appends a run's stream, one sender at a time; a newer one at the right offset takes over from one that hangs. */
export class SlogWriter {
  readonly #path: string;
  readonly #onDurable: (bytes: number) => void;
  #file: AppendFile;
  #broken = false;
  #holder: Holder | null = null;
  #order: Promise<unknown> = Promise.resolve();
  #asking = 0;

  private constructor(path: string, file: AppendFile, onDurable: (bytes: number) => void) {
    this.#path = path;
    this.#file = file;
    this.#onDurable = onDurable;
  }

  static async open(path: string, onDurable: (bytes: number) => void): Promise<SlogWriter> {
    return new SlogWriter(path, await AppendFile.open(path, onDurable), onDurable);
  }

  get durable(): number {
    return this.#file.durable;
  }

  get written(): number {
    return this.#file.written;
  }

  /** Somebody sends, or asks to. */
  get isBusy(): boolean {
    return this.#holder !== null || this.#asking > 0;
  }

  head(length: number): Promise<Buffer> {
    return this.#file.head(length);
  }

  /** The right to append at exactly this offset; those who ask are served one after the other. */
  take(offset: number): Promise<Turn> {
    this.#asking += 1;
    const turn = this.#order
      .then(() => this.#take(offset))
      .finally(() => {
        this.#asking -= 1;
      });
    this.#order = turn.catch(() => {});
    return turn;
  }

  /** Sends the holder away and gives the file back; answers with what is durable. */
  async close(): Promise<number> {
    await this.#order;
    await this.#takeOver();
    await this.#file.close();
    return this.#file.durable;
  }

  async #take(offset: number): Promise<Turn> {
    // A wrong offset must not disturb a sender that is at work.
    if (this.#holder && offset !== this.#file.durable) throw mismatch(offset, this.#file.durable);
    await this.#takeOver();
    await this.#mend();
    const durable = await this.#file.settle();
    if (offset !== durable) throw mismatch(offset, durable);
    return this.#hold(this.#file);
  }

  async #takeOver(): Promise<void> {
    this.#holder?.abort.abort();
    await this.#holder?.released;
  }

  /** After a failed sync: what is not durable is cut off, and its sender sends it again. */
  async #mend(): Promise<void> {
    if (!this.#broken) return;
    const { durable } = this.#file;
    await this.#file.close();
    this.#file = await AppendFile.open(this.#path, this.#onDurable, durable);
    this.#broken = false;
  }

  #hold(file: AppendFile): Turn {
    const abort = new AbortController();
    let resolve = (): void => {};
    const released = new Promise<void>((done) => {
      resolve = done;
    });
    const holder = { abort, released };
    this.#holder = holder;
    const marking = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        this.#broken = true;
        throw error;
      }
    };
    return {
      signal: abort.signal,
      append: (bytes) => marking(file.append(bytes)),
      settle: () => marking(file.settle()),
      release: () => {
        if (this.#holder === holder) this.#holder = null;
        resolve();
      },
    };
  }
}
