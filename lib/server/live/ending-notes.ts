import { type HeadJudge, judgeFile, notASlog } from '@/lib/server/ingest/head-judge';
import type { EndWords } from '@/lib/server/live/live-run-parts';
import { type Ending, readEnding, writeEnding } from '@/lib/server/run/ending';
import type { RunFolder } from '@/lib/server/run/run-folder';

/** What was said about the end of a run's stream: believed when it is durable. */
export class EndingNotes {
  readonly #folder: Pick<RunFolder, 'ending' | 'slogIn'>;
  readonly #judge: HeadJudge;
  #said: Ending;
  #remembering: Promise<void> = Promise.resolve();

  constructor(folder: Pick<RunFolder, 'ending' | 'slogIn'>, judge: HeadJudge) {
    this.#folder = folder;
    this.#judge = judge;
    this.#said = readEnding(folder.ending);
  }

  get said(): Ending {
    return this.#said;
  }

  /** One after the other. */
  remember(words: (before: Ending) => Partial<Ending>): Promise<void> {
    const remembered = this.#remembering.then(async () => {
      const next = { ...this.#said, ...words(this.#said) };
      await writeEnding(this.#folder.ending, next);
      this.#said = next;
    });
    this.#remembering = remembered.catch(() => {});
    return remembered;
  }

  /** What was said before about the end counts where nothing is said now. */
  async settle({ reason, verdict }: Required<EndWords>): Promise<void> {
    if (this.#said.over) return;
    await this.remember((before) => ({
      reason: reason ?? before.reason,
      verdict: verdict ?? before.verdict,
      over: true,
    }));
  }

  /** The sender may have said only afterwards that this was all, or nobody at all: then the bytes themselves tell whether they are a slog. */
  async judgeWhole(receivedBytes: number): Promise<Ending> {
    const { verdict, length } = this.#said;
    if (verdict !== null || (receivedBytes === 0 && length !== 0)) return this.#said;
    const found = await judgeFile(this.#judge, this.#folder.slogIn, receivedBytes);
    if (found !== null) await this.remember(() => ({ reason: notASlog(found), verdict: 'failed' }));
    return this.#said;
  }
}
