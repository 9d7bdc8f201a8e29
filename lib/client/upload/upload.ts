import { backoff } from '@/lib/live/backoff';
import type { RunKind } from '@/lib/live/run-row';
import { sampleRate, startRate, type TransferRate, timeLeft } from '@/lib/live/transfer-rate';
import { isWhole, nextStep, type UploadAnswer } from '@/lib/live/upload-answer';
import { fingerprint, HEAD_BYTES } from './fingerprint';
import { forgetUpload, type Memory, type RunKey, recallUpload, rememberUpload } from './remembered-uploads';
import { FIRST_SLICE, nextSliceSize } from './slice-size';
import { askDoor, createRun, type Fetch } from './upload-door';

/** What is shown of an upload. Bytes and bytes a second; `eta` in seconds. */
export type UploadView = {
  readonly state: 'sending' | 'paused' | 'waiting' | 'done' | 'failed';
  readonly name: string;
  /** The run it feeds, once there is one. */
  readonly runId: string | null;
  /** What the server has for good. */
  readonly sent: number;
  readonly total: number;
  readonly rate: number | null;
  readonly eta: number | null;
  /** Where an upload that was begun before this page was loaded went on; null for a new one. */
  readonly resumedAt: number | null;
  /** Why it waits or failed, in words for people. */
  readonly error: string | null;
};

export type UploadTools = {
  readonly fetch: Fetch;
  readonly memory: Memory;
  /** ms; any clock that only grows. */
  readonly now: () => number;
  readonly random: () => number;
};

export type UploadOptions = {
  readonly title: string;
  readonly kind: RunKind;
  /** What the slog executes. */
  readonly plan?: { readonly id: string; readonly digest: string };
};

/**
 * One file on its way to one run, slice after slice, from wherever the server says. It waits out lost connections,
 * can be paused, and goes on after a reload when the same file is picked again.
 */
export class Upload {
  readonly #file: File;
  readonly #options: UploadOptions;
  readonly #tools: UploadTools;
  readonly #listeners = new Set<() => void>();
  #view: UploadView;
  #rate: TransferRate | null = null;
  #key: RunKey | null = null;
  #id = '';
  /** Aborts the life between one start and the next pause. */
  #life = new AbortController();
  #slice = FIRST_SLICE;
  #wake = () => {};

  constructor(file: File, options: UploadOptions, tools: UploadTools) {
    this.#file = file;
    this.#options = options;
    this.#tools = tools;
    const start = {
      sent: 0,
      total: file.size,
      rate: null,
      eta: null,
      runId: null,
      resumedAt: null,
      error: null,
    };
    this.#view = { ...start, state: 'paused', name: file.name };
  }

  readonly view = (): UploadView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts or goes on; resolves when it is done, failed or paused. */
  async start(): Promise<void> {
    if (this.#view.state !== 'paused' && this.#view.state !== 'failed') return;
    this.#life = new AbortController();
    this.#rate = null;
    this.#show({ state: 'sending', error: null, rate: null, eta: null });
    const { signal } = this.#life;
    if (this.#file.size === 0) return this.#fail('The file is empty: there is nothing to send.');
    const key = this.#key ?? (await this.#findRun(signal));
    if (key && !signal.aborted) await this.#send(key, signal);
  }

  /** Stops sending; the server keeps what it has. */
  pause(): void {
    if (this.#view.state !== 'sending' && this.#view.state !== 'waiting') return;
    this.#show({ state: 'paused', error: null, rate: null, eta: null });
    this.#life.abort();
    this.#wake();
  }

  /** Ends a wait for the server early: the network is back, or the user is impatient. */
  retryNow(): void {
    this.#wake();
  }

  /** The run this file was being sent to before, if it still takes bytes; else a new one. Null when there is none. */
  async #findRun(signal: AbortSignal): Promise<RunKey | null> {
    const { fetch, memory } = this.#tools;
    try {
      const head = await this.#file.slice(0, HEAD_BYTES).arrayBuffer();
      this.#id = fingerprint(this.#file, new Uint8Array(head));
    } catch {
      this.#fail(UNREADABLE);
      return null;
    }
    const old = recallUpload(memory, this.#id);
    const answer = old && (await askDoor(fetch, old, signal, null));
    if (signal.aborted) return null;
    if (old && answer && this.#takesBytes(answer)) return this.#take(old, answer);
    const { size: expectedBytes } = this.#file;
    const made = await createRun(fetch, { ...this.#options, expectedBytes }, signal);
    if (typeof made !== 'string') return this.#take(made, null);
    if (!signal.aborted) this.#fail(made);
    return null;
  }

  /** A server that is away now may well know the run when it is back. */
  #takesBytes(answer: UploadAnswer): boolean {
    if (answer.kind === 'taken') return answer.offset <= this.#file.size;
    return answer.kind === 'later';
  }

  #take(key: RunKey, answer: UploadAnswer | null): RunKey {
    this.#key = key;
    rememberUpload(this.#tools.memory, this.#id, key);
    const at = answer?.kind === 'taken' ? answer.offset : null;
    this.#show({ runId: key.runId, resumedAt: at, ...(at !== null && { sent: at }) });
    return key;
  }

  async #send(key: RunKey, signal: AbortSignal): Promise<void> {
    let offset: number | null = null;
    let failures = 0;
    while (!signal.aborted) {
      const answer = await this.#ask(key, signal, offset);
      // What comes after an abort is only the abort's own echo.
      if (signal.aborted) return;
      if (answer === null) return this.#fail(UNREADABLE);
      if (isWhole(answer, offset, this.#file.size)) return this.#finish();
      const next = nextStep(answer, offset);
      if (next.kind === 'stop') return this.#giveUp(next.reason);
      offset = next.kind === 'send' ? next.offset : null;
      failures = next.kind === 'send' ? 0 : failures + 1;
      if (next.kind === 'ask') await this.#wait(next.reason, failures);
      else if (next.offset > this.#file.size) return this.#giveUp(LONGER);
      else this.#progress(next.offset);
    }
  }

  /** Null when it is the file that fails. */
  async #ask(key: RunKey, signal: AbortSignal, offset: number | null): Promise<UploadAnswer | null> {
    const { fetch, now } = this.#tools;
    if (offset === null) return askDoor(fetch, key, signal, null);
    const began = now();
    const bytes = this.#file.slice(offset, offset + this.#slice);
    const answer = await askDoor(fetch, key, signal, { offset, bytes, size: this.#file.size });
    if (answer.kind === 'taken') this.#slice = nextSliceSize(this.#slice, now() - began);
    return answer.kind !== 'later' || (await isReadable(bytes)) ? answer : null;
  }

  async #wait(reason: string, failures: number): Promise<void> {
    this.#rate = null;
    this.#show({ state: 'waiting', error: `Waiting: ${reason}.`, rate: null, eta: null });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, backoff(failures, this.#tools.random()));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #progress(sent: number): void {
    const now = this.#tools.now();
    this.#rate = this.#rate ? sampleRate(this.#rate, now, sent) : startRate(now, sent);
    const { rate } = this.#rate;
    this.#show({ state: 'sending', error: null, sent, rate, eta: timeLeft(this.#rate, this.#file.size) });
  }

  #finish(): void {
    forgetUpload(this.#tools.memory, this.#id);
    this.#show({ state: 'done', error: null, sent: this.#file.size, rate: null, eta: null });
  }

  /** This run will never take the file: a next start makes another one. */
  #giveUp(reason: string): void {
    forgetUpload(this.#tools.memory, this.#id);
    this.#key = null;
    this.#fail(reason);
  }

  #fail(error: string): void {
    this.#show({ state: 'failed', error, rate: null, eta: null });
  }

  #show(change: Partial<UploadView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const UNREADABLE = 'The file cannot be read any more: it was changed, moved or removed. Pick it again.';
const LONGER = 'The run holds more bytes than this file: it is not the file it was fed from.';

/** A browser reports a file that changed on disk as a network error; reading it tells the two apart. */
async function isReadable(part: Blob): Promise<boolean> {
  try {
    await part.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
