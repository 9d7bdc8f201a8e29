import { rmSync } from 'node:fs';
import { diffAnalysis } from '@/lib/live/diff';
import { atStart, loadCheckpoint, saveCheckpoint } from '@/lib/server/fold-worker/checkpoint-file';
import { storableJson, upgradesDone } from '@/lib/server/fold-worker/database-rows';
import { LineIndex } from '@/lib/server/fold-worker/line-index';
import type { Conclusion, Progress } from '@/lib/server/fold-worker/messages';
import type { ResumableHash } from '@/lib/server/fold-worker/text-hash';
import { openTextSource, type TextSource } from '@/lib/server/fold-worker/text-source';
import { writeWholeFile } from '@/lib/server/ingest/whole-file';
import type { RunFolder } from '@/lib/server/run/run-folder';
import { type Analysis, emptyAnalysis } from '@/lib/upgrade/analysis';
import { type Fold, foldBytes, toAnalysis } from '@/lib/upgrade/fold';

/** A stream shorter than this may still turn out to be gzip. */
const MAGIC_BYTES = 2;

const encode = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));

/**
 * One run's fold over its durable bytes, with what it needs to be killed anywhere: the same bytes give the same document. Holds
 * no clock and no thread; the worker drives it.
 */
export class FoldSession {
  readonly #folder: RunFolder;
  readonly #hash: ResumableHash;
  readonly #fold: Fold;
  readonly #index: LineIndex;
  readonly #startByte: number;
  #source: TextSource | null = null;
  #shown: Analysis = emptyAnalysis();

  constructor(folder: RunFolder) {
    this.#folder = folder;
    const { fold, hash, line, byte } = loadCheckpoint(folder.checkpoint) ?? atStart();
    this.#hash = hash;
    this.#fold = fold;
    this.#startByte = byte;
    this.#index = new LineIndex(folder.lineIndex, { line, byte });
  }

  /** Why the stream cannot be read any further, once that is so. */
  get failure(): string | null {
    return this.#source?.failure ?? null;
  }

  /** Bytes of the stream that were folded. */
  get position(): number {
    return this.#source?.position ?? 0;
  }

  /** Folds one piece of what is durable; false when there is nothing to fold. `last`: no byte will follow. */
  async step(durable: number, last = false): Promise<boolean> {
    if (!this.#source && durable < (last ? 1 : MAGIC_BYTES)) return false;
    this.#source ??= openTextSource(this.#folder, this.#startByte);
    const before = this.#source.position;
    for (const text of await this.#source.next(durable)) {
      this.#index.add(text);
      foldBytes(this.#fold, text);
    }
    return this.#source.position > before;
  }

  /** What changed since the last look, or null. */
  delta(): Uint8Array<ArrayBuffer> | null {
    const next = toAnalysis(this.#fold, { final: false });
    return this.#show(next);
  }

  /** The document as the deltas so far tell it. */
  snapshot(): Uint8Array<ArrayBuffer> {
    return encode(this.#shown);
  }

  progress(): Progress {
    const { source, summary } = this.#shown;
    return {
      foldedBytes: this.position,
      lines: source.lines,
      upgradesDone: upgradesDone(this.#shown),
      blockers: summary.blockers,
      warnings: summary.warnings,
    };
  }

  checkpoint(): void {
    this.#index.flush();
    saveCheckpoint(this.#folder.checkpoint, this.#fold);
  }

  /** Makes noted lines visible to readers. */
  flushIndex(): void {
    this.#index.flush();
  }

  /** No byte will follow: writes the final document and says what of it the database keeps. */
  async conclude(): Promise<{ delta: Uint8Array<ArrayBuffer> | null; conclusion: Conclusion }> {
    const { bytes } = toAnalysis(this.#fold, { final: false }).source;
    await this.#hash.catchUp(this.#source?.textFile ?? this.#folder.slogIn, bytes);
    const analysis = toAnalysis(this.#fold, { final: true });
    writeWholeFile(this.#folder.analysis, JSON.stringify(analysis));
    this.#index.flush();
    const delta = this.#show(analysis);
    return { delta, conclusion: this.#conclusion(analysis) };
  }

  /** Gives the files back; with the final document written the checkpoint is of no more use. */
  close({ concluded }: { concluded: boolean }): void {
    this.#source?.close();
    this.#index.close();
    if (concluded) rmSync(/*turbopackIgnore: true*/ this.#folder.checkpoint, { force: true });
  }

  #show(next: Analysis): Uint8Array<ArrayBuffer> | null {
    const delta = diffAnalysis(this.#shown, next);
    this.#shown = next;
    return Object.keys(delta).length === 0 ? null : encode(delta);
  }

  #conclusion({ source, summary, upgrades, findings }: Analysis): Conclusion {
    return {
      progress: this.progress(),
      sha256: source.sha256,
      open: summary.open || source.truncatedTail !== undefined,
      upgrades: storableJson(upgrades),
      findings: storableJson(findings),
    };
  }
}
