import type { Prisma } from '@/lib/generated/prisma/client';
import type { PlanView } from '@/lib/plan/plan-view';
import { reportHash } from '@/lib/report/report-file';
import type { ReportPreview, ReportView } from '@/lib/report/report-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import type { Tx } from '@/lib/server/db/open-database';
import { sha256 } from '@/lib/server/digest';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { fetchPlan } from '@/lib/server/plan/plan-rows';
import { changeReport } from '@/lib/server/report/change-report';
import { type Made, makePreview } from '@/lib/server/report/make-preview';
import { storedDraft } from '@/lib/server/report/report-body';
import { linkToken, tokenHash } from '@/lib/server/report/report-link';
import { fetchReport, type ReportRow } from '@/lib/server/report/report-rows';

export type Publish = {
  /** Of the preview, which does not say yet what is corrected. */
  readonly hash: string;
  readonly correction?: string | null | undefined;
  readonly expiresAt?: number | null | undefined;
};

/** A version's time is that of its draft, so that what was looked at is what is published, to the byte. */
async function previewOf(actor: Actor, row: ReportRow, correction: string | null): Promise<Made> {
  const [newest] = row.versions;
  return makePreview(actor, storedDraft(row.draft, row.id), {
    version: (newest?.no ?? 0) + 1,
    correction: newest ? correction : null,
    corrects: newest?.hash ?? null,
    madeAt: row.updatedAt.getTime(),
  });
}

async function reportRow(reportId: string): Promise<ReportRow> {
  const { prisma } = (await instance()).database;
  return fetchReport(prisma, reportId);
}

/** The report as it would be published now, but for what the author will say that it corrects. */
export async function previewReport(actor: Actor, reportId: string): Promise<ReportPreview> {
  const { plan: _, ...preview } = await previewOf(actor, await reportRow(reportId), null);
  return preview;
}

const changed = (title: string): ServerError =>
  new ServerError('conflict', `"${title}" is not what you looked at any more.`, {
    hint: 'Its draft, its plan, its approvals or its runs have changed. Look at the preview again.',
  });

function checkFit({ report, obstacle }: Made, row: ReportRow, wanted: Publish): void {
  if (obstacle !== null) throw new ServerError('conflict', `Not published: ${obstacle}`);
  if (row.versions.length > 0 && !wanted.correction)
    throw new ServerError(
      'bad-input',
      'The body is not as expected: "correction": must say what the new version corrects.',
    );
  if (reportHash({ ...report, correction: null }, sha256) !== wanted.hash) throw changed(row.title);
}

const approvalsOf = ({ digest, approvals }: PlanView): string =>
  JSON.stringify([digest, approvals.map(({ id, withdrawnAt }) => [id, withdrawnAt])]);

/** Nothing that the report was made from has changed while it was made. */
async function checkStill(tx: Tx, locked: ReportRow, before: ReportRow, { plan }: Made): Promise<void> {
  const same = locked.draftNo === before.draftNo && locked.versions.length === before.versions.length;
  if (!same || approvalsOf(await fetchPlan(tx, plan.id)) !== approvalsOf(plan)) throw changed(locked.title);
}

const json = (value: unknown): Prisma.InputJsonObject => JSON.parse(JSON.stringify(value));

/** Publishes what was looked at as the next version, for good, and makes the public link if there is none. */
export async function publishReport(actor: Actor, reportId: string, wanted: Publish): Promise<ReportView> {
  checkRole(actor, 'publish-report');
  const before = await reportRow(reportId);
  const made = await previewOf(actor, before, wanted.correction ?? null);
  checkFit(made, before, wanted);
  const view = await changeReport(actor, { verb: 'publish-report', reportId }, async (tx, row) => {
    await checkStill(tx, row, before, made);
    await writeVersion(tx, actor, { row, made, expiresAt: wanted.expiresAt ?? null });
  });
  (await instance()).publicAnswers.expire();
  return view;
}

type NewVersion = { readonly row: ReportRow; readonly made: Made; readonly expiresAt: number | null };

async function writeVersion(tx: Tx, actor: Actor, { row, made, expiresAt }: NewVersion): Promise<void> {
  const { report, hash, plan, removed } = made;
  const reportId = row.id;
  await tx.reportVersion.create({
    data: {
      reportId,
      no: report.version,
      hash,
      content: json(report),
      plan: json(plan.plan),
      followRunId: storedDraft(row.draft, reportId).followRunId,
      correction: report.correction,
      publishedBy: actor.name,
    },
  });
  const ends = expiresAt === null ? null : new Date(expiresAt);
  if (row.tokenHash === null) {
    const link = { linkNo: 1, tokenHash: tokenHash(await linkToken(reportId, 1)), expiresAt: ends };
    await tx.report.update({ where: { id: reportId }, data: { ...link, updatedAt: row.updatedAt } });
  }
  await recordAudit(tx, {
    actor: actor.name,
    verb: 'publish-report',
    subject: `report:${reportId}`,
    after: { version: report.version, hash, removed: removed.length, expiresAt: ends?.toISOString() ?? null },
    why: report.correction,
    digest: report.planDigest,
  });
}

export type LinkChange = {
  readonly act: 'revoke' | 'renew' | 'extend';
  readonly expiresAt?: number | null | undefined;
};

async function linkData(row: ReportRow, { act, expiresAt }: LinkChange) {
  const end = expiresAt == null ? null : new Date(expiresAt);
  if (act === 'revoke') return { revokedAt: new Date() };
  if (act === 'extend') return { expiresAt: end };
  const linkNo = row.linkNo + 1;
  return { linkNo, tokenHash: tokenHash(await linkToken(row.id, linkNo)), expiresAt: end, revokedAt: null };
}

/** Takes the public link back, makes another (the old one opens nothing then), or changes its end. */
export async function changeLink(actor: Actor, reportId: string, change: LinkChange): Promise<ReportView> {
  const view = await changeReport(actor, { verb: 'publish-report', reportId }, async (tx, row) => {
    if (row.tokenHash === null)
      throw new ServerError('conflict', `"${row.title}" has no link: it was not published.`);
    if (row.revokedAt !== null && change.act !== 'renew')
      throw new ServerError('conflict', 'The link was revoked; make another.');
    const data = await linkData(row, change);
    await tx.report.update({ where: { id: reportId }, data: { ...data, updatedAt: row.updatedAt } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: `${change.act}-report-link`,
      subject: `report:${reportId}`,
      before: { linkNo: row.linkNo, expiresAt: row.expiresAt?.toISOString() ?? null },
      after: {
        linkNo: data.linkNo ?? row.linkNo,
        expiresAt: change.act === 'revoke' ? null : (data.expiresAt?.toISOString() ?? null),
      },
    });
  });
  // Here it opens nothing from this moment on.
  (await instance()).publicAnswers.expire();
  return view;
}
