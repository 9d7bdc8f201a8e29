import type { Prisma } from '@/lib/generated/prisma/client';
import type { Verb } from '@/lib/people/permissions';
import type { ReportDraft, ReportHead, ReportView } from '@/lib/report/report-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import type { Tx } from '@/lib/server/db/open-database';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import {
  fetchReport,
  lockReport,
  type ReportRow,
  reportHead,
  reportView,
  withVersions,
} from '@/lib/server/report/report-rows';

/** A draft as a JSON column takes it. */
const asJson = (draft: ReportDraft): Prisma.InputJsonObject => JSON.parse(JSON.stringify(draft));

/** Does something to a report in one transaction, in which nobody else touches it. */
export async function changeReport(
  actor: Actor,
  { verb, reportId }: { readonly verb: Verb; readonly reportId: string },
  act: (tx: Tx, report: ReportRow) => Promise<void>,
): Promise<ReportView> {
  checkRole(actor, verb);
  const { prisma } = (await instance()).database;
  const row = await prisma.$transaction(async (tx) => {
    await act(tx, await lockReport(tx, reportId));
    return fetchReport(tx, reportId);
  });
  return reportView(row);
}

/** All reports, the newest first. */
export async function listReports(_actor: Actor): Promise<ReportHead[]> {
  const { prisma } = (await instance()).database;
  const rows = await prisma.report.findMany({
    include: withVersions,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });
  return Promise.all(rows.map(reportHead));
}

export async function readReport(_actor: Actor, reportId: string): Promise<ReportView> {
  const { prisma } = (await instance()).database;
  return reportView(await fetchReport(prisma, reportId));
}

/** Makes a report; nothing of it is public until it is published. */
export async function createReport(actor: Actor, draft: ReportDraft): Promise<ReportView> {
  checkRole(actor, 'make-report');
  const { prisma } = (await instance()).database;
  const row = await prisma.$transaction(async (tx) => {
    const plan = await tx.plan.findUnique({ where: { id: draft.planId }, select: { id: true } });
    if (!plan)
      throw new ServerError(
        'bad-input',
        'The body is not as expected: "draft.planId": there is no such plan.',
      );
    const data = { title: draft.title, planId: draft.planId, draft: asJson(draft), createdBy: actor.name };
    const made = await tx.report.create({ data, include: withVersions });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'make-report',
      subject: `report:${made.id}`,
      after: { title: draft.title, planId: draft.planId, runIds: [...draft.runIds] },
    });
    return made;
  });
  return reportView(row);
}

/** Saves a draft if the report is still at the one that it was made from; a save of nothing leaves no trace. */
export const saveReport = (
  actor: Actor,
  reportId: string,
  { draft, draftNo }: { readonly draft: ReportDraft; readonly draftNo: number },
): Promise<ReportView> =>
  changeReport(actor, { verb: 'make-report', reportId }, async (tx, before) => {
    if (before.draftNo !== draftNo)
      throw new ServerError(
        'conflict',
        `"${before.title}" was changed since you looked (draft ${before.draftNo}).`,
        {
          hint: 'Nothing was saved. Load it again and make your change there.',
          current: await reportView(before),
        },
      );
    if (JSON.stringify(draft) === JSON.stringify((await reportView(before)).draft)) return;
    await tx.report.update({
      where: { id: reportId },
      data: { title: draft.title, planId: draft.planId, draft: asJson(draft), draftNo: draftNo + 1 },
    });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'save-report',
      subject: `report:${reportId}`,
      before: { draftNo, title: before.title },
      after: {
        draftNo: draftNo + 1,
        title: draft.title,
        runIds: [...draft.runIds],
        allowed: [...draft.allowed],
      },
    });
  });

/** Deletes a report that was never published; what was published stays, its link can be revoked. */
export async function deleteReport(actor: Actor, reportId: string): Promise<void> {
  checkRole(actor, 'make-report');
  const { prisma } = (await instance()).database;
  await prisma.$transaction(async (tx) => {
    const row = await lockReport(tx, reportId);
    if (row.versions.length > 0)
      throw new ServerError('conflict', `"${row.title}" was published and is kept.`, {
        hint: 'Revoke its link instead.',
      });
    await tx.report.delete({ where: { id: reportId } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'delete-report',
      subject: `report:${reportId}`,
      before: { title: row.title },
    });
  });
}
