import { type History, readHistory } from '@/lib/approval/history';
import { inState } from '@/lib/approval/in-state';
import { judge, type Rehearsed } from '@/lib/approval/judge';
import type { Decision } from '@/lib/approval/policy';
import { openHardKeys, retainWaivers, type WaiverCase } from '@/lib/approval/waiver';
import type { Prisma } from '@/lib/generated/prisma/client';
import { isRole } from '@/lib/people/role';
import type { PlanHead, PlanState, WaiverView } from '@/lib/plan/plan-view';
import type { Verdict } from '@/lib/plan/verdict';
import type { RevisionName, RevisionSum, WantedRevision } from '@/lib/server/plan/revision-sums';

const IN_ORDER = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** A plan with every decision and waiver ever made on it and the heads of its revisions, oldest first. */
export const withDecisions = {
  approvals: { orderBy: [...IN_ORDER] },
  waivers: { orderBy: [...IN_ORDER] },
  inventory: { select: { id: true, label: true } },
  revisions: {
    omit: { content: true },
    orderBy: { no: 'asc' },
  },
} as const satisfies Prisma.PlanInclude;

export type PlanRow = Prisma.PlanGetPayload<{ include: typeof withDecisions }>;

const STATES: readonly PlanState[] = ['draft', 'in-review', 'superseded', 'withdrawn'];
const storedState = (state: string): PlanState => STATES.find((known) => known === state) ?? 'withdrawn';
const time = (date: Date | null): number | null => date?.getTime() ?? null;

const decisionOf = (row: PlanRow['approvals'][number]): Decision => ({
  digest: row.digest,
  actor: row.actor,
  roles: row.roles.filter(isRole),
  decision: row.decision === 'approve' ? 'approve' : 'decline',
  createdAt: row.createdAt.getTime(),
  withdrawnAt: time(row.withdrawnAt),
});

function waiverOf(row: PlanRow['waivers'][number]) {
  const { createdAt, withdrawnAt, planId: _, ...rest } = row;
  return { ...rest, createdAt: createdAt.getTime(), withdrawnAt: time(withdrawnAt) };
}

/** The revisions whose content a verdict needs: the current one, and those whose digest was decided on. */
export function revisionsToRead(row: PlanRow): WantedRevision[] {
  const decided = new Set(row.approvals.map(({ digest }) => digest));
  return row.revisions
    .filter(({ no, digest }) => no === row.revisionNo || decided.has(digest))
    .map(({ no }) => ({ planId: row.id, no, inventoryId: row.inventoryId }));
}

export type Judged = {
  readonly head: PlanHead;
  readonly waivers: WaiverView[];
  readonly lastApproved: History['lastApproved'];
};

type Sums = (name: RevisionName) => RevisionSum | undefined;

function waiversOf(row: PlanRow, plan: WaiverCase): WaiverView[] {
  return retainWaivers(row.waivers.map(waiverOf), plan).map(({ waiver, standing }) => {
    const { steps: _, ...shown } = waiver;
    return { ...shown, holds: standing.holds, why: standing.holds ? null : standing.why };
  });
}

type Found = { readonly sum: RevisionSum; readonly editors: readonly string[]; readonly verdict: Verdict };

function headOf(row: PlanRow, { sum, editors, verdict }: Found): PlanHead {
  const { violations: _, marks: __, ...content } = sum;
  return {
    ...content,
    id: row.id,
    title: row.title,
    state: storedState(row.state),
    revisionNo: row.revisionNo,
    author: row.revisions.at(-1)?.author ?? '',
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    reviewRequestedAt: time(row.reviewRequestedAt),
    reviewRequestedBy: row.reviewRequestedBy,
    editors,
    verdict,
    approved: verdict.approved,
  };
}

/** `now` in ms since 1970; `rehearsed` is asked only where the policy demands coverage. */
export type JudgedAt = { readonly now: number; readonly rehearsed: Rehearsed | null };

/** How a plan stands at a time, from its rows; the digest is computed from the content, never believed. */
export function judgePlan(row: PlanRow, sums: Sums, { now, rehearsed }: JudgedAt): Judged {
  const sum = sums({ planId: row.id, no: row.revisionNo });
  if (!sum) throw new Error(`The plan ${row.id} has no revision ${row.revisionNo}.`);
  const { digest, policy, violations, marks } = sum;
  const decisions = row.approvals.map(decisionOf);
  const revisions = row.revisions.map(({ no, author, digest: stored }) => ({
    no,
    author,
    digest: no === row.revisionNo ? digest : stored,
    policy: sums({ planId: row.id, no })?.policy ?? policy,
  }));
  const { editors, lastApproved } = readHistory(revisions, decisions);
  const plan: WaiverCase = { digest, editors, violations, mark: ({ key }) => marks.get(key) ?? null };
  const open = openHardKeys(row.waivers.map(waiverOf), plan);
  const judged = judge(policy, decisions, { digest, editors, now, openHardKeys: open, rehearsed });
  const verdict = inState(judged, storedState(row.state));
  return { head: headOf(row, { sum, editors, verdict }), waivers: waiversOf(row, plan), lastApproved };
}
