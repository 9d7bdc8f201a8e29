import type { RevisionHead, RevisionView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { notFound } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { revisionHead } from '@/lib/server/plan/plan-rows';
import { storedPlan } from '@/lib/server/plan/revision-sums';

/** Every revision of a plan without its content, newest first. */
export async function listRevisions(_actor: Actor, planId: string): Promise<RevisionHead[]> {
  const { prisma } = (await instance()).database;
  const rows = await prisma.planRevision.findMany({
    where: { planId },
    omit: { content: true },
    orderBy: { no: 'desc' },
  });
  if (rows.length === 0) throw notFound(`plan ${planId}`);
  return rows.map(revisionHead);
}

/** One revision with its plan. */
export async function readRevision(_actor: Actor, planId: string, no: number): Promise<RevisionView> {
  const { prisma } = (await instance()).database;
  const row = await prisma.planRevision.findUnique({ where: { planId_no: { planId, no } } });
  if (!row) throw notFound(`revision ${no} of plan ${planId}`);
  const { content, ...head } = row;
  return { ...revisionHead(head), plan: storedPlan(content, planId) };
}
