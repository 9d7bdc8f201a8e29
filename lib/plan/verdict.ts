import type { Role } from '@/lib/people/role';

/** What the policy says of a plan's digest (lib/approval judges; the shape is here as views of a plan carry it). Lists name people. */
export type Verdict = {
  readonly approved: boolean;
  readonly needs: readonly {
    readonly roles: readonly Role[];
    readonly count: number;
    readonly have: readonly string[];
  }[];
  readonly declinedBy: readonly string[];
  /** Approved too long ago. */
  readonly expired: readonly string[];
  /** Approved, but made or edited the plan. */
  readonly excluded: readonly string[];
  /** Keys of hard violations that are neither mended nor waived. */
  readonly open: readonly string[];
  /** What the policy's demand for coverage misses, in one sentence; null where it is met or not made. */
  readonly uncovered?: string | null;
  /** The one thing to say: who approved, or what is in the way. */
  readonly sentence: string;
};
