import { parsePlan } from '@/lib/plan/parse-plan';
import type { Report } from '@/lib/report/report';
import { checkedReport } from '@/lib/report/report-file';
import { instance } from '@/lib/server/instance';
import { type Followed, lookAtRun, whatHappened } from '@/lib/server/report/follow-run';
import { isOpen, tokenHash } from '@/lib/server/report/report-link';

/** Which version of which report a link opens. */
export type PublishedHead = {
  readonly reportId: string;
  readonly planId: string | null;
  readonly hash: string;
  readonly version: number;
  /** The newest version of the same report, and all that there are. */
  readonly newest: number;
  readonly versions: readonly number[];
};

/** `stamp` is another as soon as anything that a reader sees is. */
export type Found = {
  readonly head: PublishedHead;
  readonly followed: Followed | null;
  readonly stamp: string;
};

/** A published version as readers of the link get it. */
export type Published = {
  readonly head: PublishedHead;
  readonly report: Report;
  /** What it shows is newer than what was published: a run is followed. `live`: that run goes on. */
  readonly follows: { readonly asOf: number; readonly live: boolean } | null;
};

/** What a link opens; null for every link that opens nothing, whatever the reason. `no` null: the newest. */
export async function findPublished(token: string, no: number | null): Promise<Found | null> {
  const { prisma } = (await instance()).database;
  const row = await prisma.report.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { versions: { select: { no: true, hash: true, followRunId: true }, orderBy: { no: 'desc' } } },
  });
  if (!row || !isOpen(row, new Date())) return null;
  const [newest] = row.versions;
  const wanted = no === null ? newest : row.versions.find((version) => version.no === no);
  if (newest === undefined || wanted === undefined) return null;
  const versions = row.versions.map((version) => version.no);
  const head = {
    reportId: row.id,
    planId: row.planId,
    hash: wanted.hash,
    version: wanted.no,
    newest: newest.no,
    versions,
  };
  const runId = wanted === newest ? wanted.followRunId : null;
  const followed = runId === null ? null : await lookAtRun(runId, head);
  const stamp = [row.id, wanted.no, versions.join(), followed?.stamp ?? ''].join(' ');
  return { head, followed, stamp };
}

/** The version that was found. What the link's run shows is added in the published report's own words, sanitised as it was. */
export async function readPublished({ head, followed }: Found): Promise<Published> {
  const { prisma } = (await instance()).database;
  const where = { reportId_no: { reportId: head.reportId, no: head.version } };
  const version = await prisma.reportVersion.findUniqueOrThrow({ where });
  const checked = checkedReport(version.content);
  if (!checked.ok)
    throw new Error(`Version ${head.version} of the report ${head.reportId} is damaged: ${checked.error}`);
  const plan = parsePlan(version.plan);
  if (!followed || !plan.ok) return { head, report: checked.value, follows: null };
  const promised = { hash: head.hash, report: checked.value, plan: plan.value };
  const { report, asOf } = await whatHappened(promised, followed);
  return { head, report, follows: { asOf, live: followed.live } };
}
