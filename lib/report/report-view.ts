import type { ReportDetails } from '@/lib/report/details';
import type { Report } from '@/lib/report/report';
import type { Removed } from '@/lib/report/sanitise';

/** What an author has chosen; the report is made from it anew each time until it is published. Times are ms since 1970. */
export type ReportDraft = {
  readonly title: string;
  readonly planId: string;
  readonly runIds: readonly string[];
  readonly details: ReportDetails;
  /** A block of the target chain whose time is known; `seconds` a block, null: as the runs show. */
  readonly now: { readonly height: number; readonly at: number; readonly seconds: number | null } | null;
  /** A run on a machine like the readers', to which the forecast is scaled. */
  readonly referenceRunId: string | null;
  /** Texts that sanitising takes out by default and the author lets out. */
  readonly allowed: readonly string[];
  /** The run of the upgrade itself: the public page follows it and settles into what happened. */
  readonly followRunId: string | null;
};

export type VersionHead = {
  readonly no: number;
  readonly hash: string;
  readonly publishedBy: string;
  readonly publishedAt: number;
  readonly correction: string | null;
};

export type ReportHead = {
  readonly id: string;
  readonly title: string;
  readonly planId: string | null;
  readonly planTitle: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Counts every saved draft: a save names the one it changed. */
  readonly draftNo: number;
  /** Newest first. */
  readonly versions: readonly VersionHead[];
  readonly link: ReportLink;
};

/** The public link: none was made, it is open until (null: no end), it is over, or it was taken back. `path` is without the host. */
export type ReportLink =
  | { readonly state: 'none' }
  | { readonly state: 'open'; readonly path: string; readonly expiresAt: number | null }
  | { readonly state: 'expired'; readonly expiresAt: number }
  | { readonly state: 'revoked'; readonly revokedAt: number };

export type ReportView = ReportHead & { readonly draft: ReportDraft };

/** The report as it would be published now, what was taken out of it, and why it may not be published; null when it may. */
export type ReportPreview = {
  readonly report: Report;
  readonly removed: readonly Removed[];
  readonly hash: string;
  readonly obstacle: string | null;
};
