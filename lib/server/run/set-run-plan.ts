import { z } from 'zod';
import type { Run } from '@/lib/generated/prisma/client';
import type { RunRow } from '@/lib/live/run-row';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound, ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { readRun } from '@/lib/server/run/read-run';
import { NO_PLAN, namedPlan, type PlanColumns, planColumns } from '@/lib/server/run/run-plan';

const shownPlan = z.object({ id: z.string().max(100), digest: z.string().max(100) });

/** `shown`: the plan that the page showed for the run; another one by now refuses the change. */
export const runPlanBody = z.object({ plan: namedPlan.nullable(), shown: shownPlan.nullable() });
export type NewRunPlan = z.infer<typeof runPlanBody>;

/** The title of a report that shows the run, as a draft or published; by its log where a published one names no run. */
async function reportOf(tx: Tx, { id, sha256 }: Run): Promise<string | null> {
  const rows = await tx.$queryRaw<{ title: string }[]>`
    SELECT r."title" FROM "Report" r
    WHERE r."draft"->'runIds' @> to_jsonb(${id}::text) OR r."draft"->>'followRunId' = ${id}
       OR EXISTS (
         SELECT 1 FROM "ReportVersion" v WHERE v."reportId" = r."id"
         AND (v."followRunId" = ${id} OR (${sha256 ?? ''} <> '' AND strpos(v."content"::text, ${sha256 ?? ''}) > 0)))
    LIMIT 1`;
  return rows[0]?.title ?? null;
}

async function checkChangeable(tx: Tx, run: Run): Promise<void> {
  if (run.scenario !== null)
    throw new ServerError(
      'conflict',
      `"${run.title}" was rehearsed here: its plan is what the kernel was given.`,
      {
        hint: 'Rehearse the other plan instead.',
      },
    );
  const report = await reportOf(tx, run);
  if (report !== null)
    throw new ServerError('conflict', `The report "${report}" shows what "${run.title}" executed.`, {
      hint: 'Take the run out of that report, or send the log as another run.',
    });
}

const planIn = ({ planId, planDigest }: PlanColumns) => ({ planId, planDigest });

/** Approved or not is of the start: of a run that has begun nobody looked then. */
const approvedAtStart = (run: Run, { planApproved }: PlanColumns): boolean | null =>
  run.startedAt === null ? planApproved : null;

async function write(tx: Tx, actor: Actor, run: Run, { plan, shown }: NewRunPlan): Promise<void> {
  const wanted = plan === null ? NO_PLAN : await planColumns(tx, plan);
  if (wanted.planId === run.planId && wanted.planDigest === run.planDigest) return;
  await checkChangeable(tx, run);
  const { count } = await tx.run.updateMany({
    where: { id: run.id, planId: shown?.id ?? null, planDigest: shown?.digest ?? null },
    data: { ...planIn(wanted), planApproved: approvedAtStart(run, wanted) },
  });
  if (count === 0)
    throw new ServerError('conflict', `Somebody gave "${run.title}" another plan since you looked.`, {
      hint: 'Nothing was changed. Look at the run as it is now.',
    });
  await recordAudit(tx, {
    actor: actor.name,
    verb: 'set-run-plan',
    subject: `run:${run.id}`,
    before: planIn(run),
    after: planIn(wanted),
    digest: wanted.planDigest,
  });
}

/** Says which plan a run executed, at which digest; null takes it back. Marks that were made stay with the plan that they were made for. */
export async function setRunPlan(actor: Actor, runId: string, wanted: NewRunPlan): Promise<RunRow> {
  checkRole(actor, 'set-run-plan');
  const { prisma } = (await instance()).database;
  await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Run" WHERE "id" = ${runId} FOR UPDATE`;
    const run = await tx.run.findUnique({ where: { id: runId } });
    if (!run) throw notFound(`run ${runId}`);
    await write(tx, actor, run, wanted);
  });
  return readRun(actor, runId);
}
