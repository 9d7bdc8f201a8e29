import type { CellQuery } from '@/lib/live/cells';

/** A window of a run's cells, or all of one run. */
export type CellsAsked = { readonly window: CellQuery } | { readonly run: number };

/** What the main thread tells a fold worker. */
export type ToWorker =
  | { readonly kind: 'durable'; readonly bytes: number }
  | { readonly kind: 'snapshot'; readonly id: number }
  /** The whole document, as the deltas so far tell it. */
  | { readonly kind: 'document'; readonly id: number }
  | { readonly kind: 'cells'; readonly id: number; readonly asked: CellsAsked }
  /** Make everything that was folded readable in the archive. */
  | { readonly kind: 'flush'; readonly id: number }
  /** Fold to the end of what is durable and conclude. */
  | { readonly kind: 'end'; readonly id: number }
  /** Save where the fold is and stop. */
  | { readonly kind: 'stop'; readonly id: number };

/** What a fold knows about itself beside its document. */
export type Progress = {
  /** Bytes of the stream, as sent, that the document speaks of. */
  readonly foldedBytes: number;
  readonly lines: number;
  readonly upgradesDone: number;
  readonly blockers: number;
  readonly warnings: number;
};

/** What the database keeps of a folded run: rows as JSON text, counters, and whether the log stops inside something. */
export type Conclusion = {
  readonly progress: Progress;
  /** Of the text. */
  readonly sha256: string;
  /** False if the stream has bytes that are in no text: it is kept then. */
  readonly isWhole: boolean;
  readonly open: boolean;
  readonly upgrades: string;
  readonly findings: string;
};

/** Bytes are UTF-8 JSON, those of cells `cells-bytes.ts`. A snapshot (an overview) speaks of exactly the deltas that came before it. */
export type FromWorker =
  | { readonly kind: 'delta'; readonly delta: Uint8Array<ArrayBuffer>; readonly progress: Progress }
  | {
      readonly kind: 'snapshot';
      readonly id: number;
      readonly overview: Uint8Array<ArrayBuffer>;
      readonly progress: Progress;
    }
  | { readonly kind: 'document'; readonly id: number; readonly document: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'cells'; readonly id: number; readonly cells: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'flushed'; readonly id: number }
  /** What was folded so far will not be folded again, nor its text packed again: the disk took it. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'ended'; readonly id: number; readonly conclusion: Conclusion }
  | { readonly kind: 'stopped'; readonly id: number }
  /** The stream cannot be read any further; what was folded before stays. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** An ended run is put away; the conclusion where its log was folded anew. */
  | { readonly kind: 'put-away'; readonly conclusion: Conclusion | null }
  /** The overview and the cells of an ended run are there. */
  | { readonly kind: 'viewed' };

/** `fold` follows a stream until it ends; `put-away` makes of an ended run what is kept for good; `view` makes overview and cells of its document. */
export type WorkerInput =
  | { readonly task: 'fold'; readonly dataDir: string; readonly runId: string; readonly durable: number }
  | { readonly task: 'put-away'; readonly dataDir: string; readonly runId: string }
  | { readonly task: 'view'; readonly dataDir: string; readonly runId: string };
