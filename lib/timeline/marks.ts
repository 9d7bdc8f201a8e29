/** The five looks of a state, and the pattern of an end that nobody saw. */
export type Look = 'waiting' | 'running' | 'done' | 'attention' | 'failed' | 'unknown';

/** What a mark stands for and a click selects. `id` is the index in the analysis, the vat's id or the step's id. */
export type Target = {
  readonly kind: 'block' | 'run' | 'upgrade' | 'vat' | 'finding' | 'termination' | 'step';
  readonly id: string;
};

/**
 * A stretch of work in log seconds: a block, a run, or what one vat did in one run. `weight` is busy seconds. Where a long
 * log is seen from afar one stands for `count` neighbours, and `index` is the first of them.
 */
export type Cell = {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
  readonly index: number;
  readonly open: boolean;
  readonly count?: number;
  readonly deliveries?: number;
  readonly computrons?: number;
};

/** A stretch with a state. `end` null: the log has not shown its end (yet). */
export type Bar = {
  readonly start: number;
  readonly end: number | null;
  readonly look: Look;
  readonly part: 'queued' | 'upgrade' | 'aftermath' | 'eval' | 'delivery';
  readonly word: string;
  readonly label: string;
  readonly target: Target;
};

/** One incarnation of a vat: `end` null while it lives. */
export type Span = { readonly start: number; readonly end: number | null; readonly incarnation: number };

/** What became of a subscriber that was told `vatUpgraded`. */
export type Fate = 'came-back' | 'gave-up' | 'replaced';

/** A moment: drawn as a sign above everything else. */
export type Point = {
  readonly at: number;
  readonly sign: Fate | 'terminated' | 'blocker' | 'warning' | 'info';
  readonly word: string;
  readonly target: Target;
};
