import type { Prisma } from '@/lib/generated/prisma/client';
import type { ReportHead, ReportView, VersionHead } from '@/lib/report/report-view';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound } from '@/lib/server/errors';
import { storedDraft } from '@/lib/server/report/report-body';
import { linkView } from '@/lib/server/report/report-link';

/** A report with the heads of its versions, newest first. */
export const withVersions = {
  plan: { select: { title: true } },
  versions: { omit: { content: true, plan: true }, orderBy: { no: 'desc' } },
} as const satisfies Prisma.ReportInclude;

export type ReportRow = Prisma.ReportGetPayload<{ include: typeof withVersions }>;

const versionHead = (row: ReportRow['versions'][number]): VersionHead => ({
  no: row.no,
  hash: row.hash,
  publishedBy: row.publishedBy,
  publishedAt: row.publishedAt.getTime(),
  correction: row.correction,
});

export async function reportHead(row: ReportRow): Promise<ReportHead> {
  return {
    id: row.id,
    title: row.title,
    planId: row.planId,
    planTitle: row.plan?.title ?? null,
    createdBy: row.createdBy,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    draftNo: row.draftNo,
    versions: row.versions.map(versionHead),
    link: await linkView(row, new Date()),
  };
}

export async function reportView(row: ReportRow): Promise<ReportView> {
  return { ...(await reportHead(row)), draft: storedDraft(row.draft, row.id) };
}

export async function fetchReport(tx: Tx, reportId: string): Promise<ReportRow> {
  const row = await tx.report.findUnique({ where: { id: reportId }, include: withVersions });
  if (!row) throw notFound(`report ${reportId}`);
  return row;
}

/** The report as it is now, and nobody else changes it until this transaction ends. */
export async function lockReport(tx: Tx, reportId: string): Promise<ReportRow> {
  await tx.$queryRaw`SELECT "id" FROM "Report" WHERE "id" = ${reportId} FOR UPDATE`;
  return fetchReport(tx, reportId);
}
