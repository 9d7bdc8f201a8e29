import type { RunFacts } from '@/lib/live/frame';

export const RUN_KINDS = ['rehearsal', 'clone', 'testnet', 'mainnet'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** What a slog that is sent can come from; a rehearsal makes its own run. */
export const SENT_KINDS = RUN_KINDS.filter((kind) => kind !== 'rehearsal');

/** One run in a list, and the head of a run's page. Times are ms since 1970 of the server's clock. */
export type RunRow = {
  id: string;
  title: string;
  kind: RunKind;
  state: RunFacts['state'];
  reason: string | null;
  planId: string | null;
  planTitle: string | null;
  planDigest: string | null;
  /** Was the digest this run executed approved when it started? null without a plan. */
  planApproved: boolean | null;
  scenario: string | null;
  receivedBytes: number;
  foldedBytes: number;
  expectedBytes: number | null;
  lines: number;
  upgradesDone: number;
  /** Of a rehearsal, whose upgrades are all its plan's; in another run some that are done may be none of the plan's, which its page tells apart. */
  upgradesPlanned: number | null;
  blockers: number;
  warnings: number;
  createdAt: number;
  startedAt: number | null;
  lastByteAt: number | null;
  endedAt: number | null;
};
