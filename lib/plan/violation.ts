/** A rule that a plan breaks. `hard` blocks approval until mended or waived; `advisory` is a warning. */
export type Violation = {
  /** Rule and subjects: stays the same when steps are only reordered, so that a waiver can name it. */
  readonly key: string;
  readonly rule: string;
  readonly strength: 'hard' | 'advisory';
  readonly stepIds: readonly string[];
  /** What is broken, with names. */
  readonly message: string;
  /** Why the rule exists. */
  readonly reason: string;
  readonly link: string | null;
};
