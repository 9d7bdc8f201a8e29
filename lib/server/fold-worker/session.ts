import { existsSync, rmSync } from 'node:fs';
import { cellSetOf } from '@/lib/live/cells';
import { diffAnalysis } from '@/lib/live/diff';
import { toOverview, wireDelta } from '@/lib/live/overview';
import { type ArchiveWriter, openArchive } from '@/lib/server/archive/open-archive';
import {
  atStart,
  loadCheckpoint,
  type Restored,
  saveCheckpoint,
} from '@/lib/server/fold-worker/checkpoint-file';
import { storableJson, upgradesDone } from '@/lib/server/fold-worker/database-rows';
import { writeDocument } from '@/lib/server/fold-worker/document-file';
import type { CellsAsked, Conclusion, Progress } from '@/lib/server/fold-worker/messages';
import { MAGIC_BYTES, openTextSource, type TextSource } from '@/lib/server/fold-worker/text-source';
import { TextSplit } from '@/lib/server/fold-worker/text-split';
import { answerCells, listOfPacked, writeViews } from '@/lib/server/fold-worker/views-file';
import type { RunFolder } from '@/lib/server/run/run-folder';
import { emptyAnalysis } from '@/lib/upgrade/analysis';
import { foldBytes, toAnalysis } from '@/lib/upgrade/fold';
import type { FoldedAnalysis } from '@/lib/upgrade/view-document';

/** The stream's text, and where in it the fold and the archive go on. */
type Reading = { readonly source: TextSource; readonly fold: TextSplit; readonly archive: TextSplit };

const encode = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));

/**
 * One run's fold over its durable bytes, with what it needs to be killed anywhere: the same bytes give the same document and the
 * same archive. Holds no clock and no thread; the worker drives it.
 */
export class FoldSession {
  readonly #folder: RunFolder;
  readonly #restored: Restored;
  /** Null where the archive is all there is, and the text comes from it. */
  readonly #archive: ArchiveWriter | null;
  #reading: Reading | null = null;
  #shown: FoldedAnalysis = emptyAnalysis();

  private constructor(folder: RunFolder, restored: Restored, archive: ArchiveWriter | null) {
    this.#folder = folder;
    this.#restored = restored;
    this.#archive = archive;
  }

  /** Takes up a run where its files are. Fold and archive may stand at different bytes; both go on from where they are. */
  static async open(folder: RunFolder): Promise<FoldSession> {
    const restored = loadCheckpoint(folder.checkpoint) ?? atStart();
    const hasStream = existsSync(/*turbopackIgnore: true*/ folder.slogIn);
    return new FoldSession(folder, restored, hasStream ? await openArchive(folder.archive) : null);
  }

  /** Why the stream cannot be read any further, once that is so. */
  get failure(): string | null {
    return this.#reading?.source.failure ?? null;
  }

  /** Bytes of the stream that were folded. */
  get position(): number {
    return this.#reading?.source.position ?? 0;
  }

  /** Folds one piece of what is durable; false when there is nothing to fold. `last`: no byte will follow. */
  async step(durable: number, last = false): Promise<boolean> {
    if (!this.#reading && durable < (last ? 1 : MAGIC_BYTES)) return false;
    this.#reading ??= this.#startReading();
    const { source, fold, archive } = this.#reading;
    const before = source.position;
    const parts = await source.next(durable);
    for (const part of parts) {
      const { before: known, behind } = fold.take(part);
      this.#restored.hash.update(known);
      if (behind.length > 0) foldBytes(this.#restored.fold, behind);
    }
    for (const part of parts) {
      const { behind } = archive.take(part);
      if (behind.length > 0) await this.#archive?.append(behind);
    }
    return source.position > before;
  }

  /** What changed since the last look, or null. */
  delta(): Uint8Array<ArrayBuffer> | null {
    const next = toAnalysis(this.#restored.fold, { final: false });
    return this.#show(next);
  }

  /** What a watcher begins with, as the deltas so far tell it. */
  snapshot(): Uint8Array<ArrayBuffer> {
    return encode(toOverview(this.#shown, (cells) => cells));
  }

  /** The document as the deltas so far tell it. */
  document(): Uint8Array<ArrayBuffer> {
    return encode(this.#shown);
  }

  /** Cells of the document as the deltas so far tell it. */
  cells(asked: CellsAsked): Uint8Array<ArrayBuffer> {
    return answerCells(cellSetOf(this.#shown.runs, listOfPacked), asked);
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

  /** Makes the text that was folded readable in the archive, and durable. */
  async flush(): Promise<void> {
    await this.#archive?.flush();
  }

  /** Saves where fold and archive are. Nothing may be folded meanwhile. */
  async checkpoint(): Promise<void> {
    await this.flush();
    await saveCheckpoint(this.#folder.checkpoint, this.#restored.fold);
  }

  /** No byte will follow: ends the archive, writes the final document and says what of it the database keeps. */
  async conclude(): Promise<{ delta: Uint8Array<ArrayBuffer> | null; conclusion: Conclusion }> {
    const { fold, hash } = this.#restored;
    const { bytes } = toAnalysis(fold, { final: false }).source;
    await hash.catchUp(this.#folder.slogIn, bytes);
    await this.#archive?.finish();
    const analysis = toAnalysis(fold, { final: true });
    await writeDocument(this.#folder.analysis, analysis);
    await writeViews(this.#folder, analysis);
    const delta = this.#show(analysis);
    return { delta, conclusion: this.#conclusion(analysis) };
  }

  /** Gives the files back; with the final document written the checkpoint is of no more use. */
  async close({ concluded }: { concluded: boolean }): Promise<void> {
    this.#reading?.source.close();
    await this.#archive?.close();
    if (concluded) rmSync(/*turbopackIgnore: true*/ this.#folder.checkpoint, { force: true });
  }

  /** Reading begins where the one that is behind goes on. */
  #startReading(): Reading {
    const { byte, hash } = this.#restored;
    const packed = this.#archive?.position() ?? byte;
    const source = openTextSource(this.#folder, Math.min(byte, packed));
    if (source.start > 0) hash.missHead();
    return {
      source,
      fold: new TextSplit(byte, source.start),
      archive: new TextSplit(packed, source.start),
    };
  }

  #show(next: FoldedAnalysis): Uint8Array<ArrayBuffer> | null {
    const delta = wireDelta(diffAnalysis(this.#shown, next), this.#shown.runs);
    this.#shown = next;
    return Object.keys(delta).length === 0 ? null : encode(delta);
  }

  #conclusion({ source, summary, upgrades, findings }: FoldedAnalysis): Conclusion {
    return {
      progress: this.progress(),
      sha256: source.sha256 ?? '',
      isWhole: this.#reading?.source.isWhole ?? true,
      open: summary.open || source.truncatedTail !== undefined,
      upgrades: storableJson(upgrades),
      findings: storableJson(findings),
    };
  }
}
