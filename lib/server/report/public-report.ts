import { parsePlan } from '@/lib/plan/parse-plan';
import type { Report } from '@/lib/report/report';
import { checkedReport } from '@/lib/report/report-file';
import { sanitise } from '@/lib/report/sanitise';
import { settleReport } from '@/lib/report/settle-report';
import { ANYONE } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { judgeOf } from '@/lib/server/report/judge-of';
import { isOpen, tokenHash } from '@/lib/server/report/report-link';
import { runInput } from '@/lib/server/report/run-input';

/** A published version as readers of the link get it. */
export type Published = {
  readonly report: Report;
  readonly hash: string;
  readonly version: number;
  /** The newest version of the same report, and all that there are. */
  readonly newest: number;
  readonly versions: readonly number[];
  /** What it shows is newer than what was published: a run is followed. `live`: that run goes on. */
  readonly follows: { readonly asOf: number; readonly live: boolean } | null;
};

/**
 * The version of the report behind a link; null for every link that opens nothing, whatever the reason. `no` null: the newest.
 * What the link's run shows is added in the published report's own words, sanitised as it was.
 */
export async function readPublished(token: string, no: number | null): Promise<Published | null> {
  const { prisma } = (await instance()).database;
  const row = await prisma.report.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { versions: { select: { no: true }, orderBy: { no: 'desc' } } },
  });
  if (!row || !isOpen(row, new Date())) return null;
  const versions = row.versions.map((version) => version.no);
  const [newest] = versions;
  const wanted = no ?? newest;
  if (newest === undefined || wanted === undefined || !versions.includes(wanted)) return null;
  const where = { reportId_no: { reportId: row.id, no: wanted } };
  const version = await prisma.reportVersion.findUniqueOrThrow({ where });
  const checked = checkedReport(version.content);
  if (!checked.ok) throw new Error(`Version ${wanted} of the report ${row.id} is damaged: ${checked.error}`);
  const known = { hash: version.hash, version: wanted, newest, versions };
  const followed = wanted === newest && version.followRunId !== null ? version.followRunId : null;
  const settled =
    followed === null
      ? null
      : await whatHappened(checked.value, version.plan, { runId: followed, planId: row.planId });
  return { ...known, report: settled?.report ?? checked.value, follows: settled?.follows ?? null };
}

/** With what the run shows by now; null while it has received nothing, or was deleted. */
async function whatHappened(
  report: Report,
  storedPlan: unknown,
  { runId, planId }: { readonly runId: string; readonly planId: string | null },
) {
  const plan = parsePlan(storedPlan);
  const { prisma } = (await instance()).database;
  const run = await prisma.run.findUnique({ where: { id: runId } });
  if (!plan.ok || !run || run.foldedBytes === 0n) return null;
  const input = await runInput(ANYONE, runId);
  const outcome = settleReport(report, plan.value, input, await judgeOf(planId));
  return { report: sanitise(outcome).report, follows: { asOf: Date.now(), live: run.endedAt === null } };
}
