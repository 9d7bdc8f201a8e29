/** What the main thread tells a fold worker. */
export type ToWorker =
  | { readonly kind: 'durable'; readonly bytes: number }
  | { readonly kind: 'snapshot'; readonly id: number }
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
  readonly sha256: string | null;
  readonly open: boolean;
  readonly upgrades: string;
  readonly findings: string;
};

/** Bytes are UTF-8 JSON. A snapshot speaks of exactly the deltas that came before it. */
export type FromWorker =
  | { readonly kind: 'delta'; readonly delta: Uint8Array<ArrayBuffer>; readonly progress: Progress }
  | {
      readonly kind: 'snapshot';
      readonly id: number;
      readonly analysis: Uint8Array<ArrayBuffer>;
      readonly progress: Progress;
    }
  | { readonly kind: 'ended'; readonly id: number; readonly conclusion: Conclusion }
  | { readonly kind: 'stopped'; readonly id: number }
  /** The stream cannot be read any further; what was folded before stays. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export type WorkerInput = { readonly dataDir: string; readonly runId: string; readonly durable: number };
