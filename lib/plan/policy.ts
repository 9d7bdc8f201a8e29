import type { Role } from '@/lib/people/role';

/** Whose approvals a plan needs; a value of the plan, so that whoever approves approves this too. */
export type ApprovalPolicy = {
  /** Each need by itself: so many people who have one of the roles. One person counts for every need they fit. */
  readonly needs: readonly PolicyNeed[];
  /** Who made or edited the plan does not approve it. */
  readonly excludeEditors: boolean;
  /** One standing decline blocks whatever the number of approvals. */
  readonly declineBlocks: boolean;
  /** Approvals older than this count no more; null: they stay. */
  readonly expiresAfterDays: number | null;
  /** A run of exactly this plan must have tried all of it, and its blockers must be gone or accepted. Left out: not asked. */
  readonly needsCoverage?: boolean;
};
export type PolicyNeed = { readonly roles: readonly Role[]; readonly count: number };

/** One approver or admin who did not edit the plan; a decline blocks. */
export const DEFAULT_POLICY: ApprovalPolicy = {
  needs: [{ roles: ['approver', 'admin'], count: 1 }],
  excludeEditors: true,
  declineBlocks: true,
  expiresAfterDays: null,
};
