import type { Run, TriageMark } from '@/lib/generated/prisma/client';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import type { Tx } from '@/lib/server/db/open-database';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { fetchTriage, runOf } from '@/lib/server/triage/read-triage';
import type { NewMark } from '@/lib/server/triage/triage-body';
import { keyOf } from '@/lib/triage/finding-key';
import type { MarkKind } from '@/lib/triage/mark';
import type { TriageView } from '@/lib/triage/triage-view';

const VERBS = {
  accepted: 'accept-finding',
  benign: 'mark-benign',
  assigned: 'assign-finding',
} as const satisfies Record<MarkKind, string>;

const bad = (message: string): ServerError => new ServerError('bad-input', message);

type Columns = Pick<
  TriageMark,
  'planId' | 'runId' | 'findingKey' | 'kind' | 'rule' | 'vat' | 'pattern' | 'reason' | 'assignee' | 'actor'
>;

/** The mark's columns, or why it cannot be made. */
function columnsOf(
  actor: Actor,
  run: Run,
  { kind, finding, scope, reason, assignee = null }: NewMark,
): Columns {
  const { rule } = finding;
  const said = { runId: run.id, findingKey: keyOf(finding), kind, rule, reason, actor: actor.name };
  if (kind !== 'assigned' && reason === '') throw bad('Say why: whoever reads this later was not there.');
  if (kind === 'assigned' && assignee === null) throw bad('Name who looks at it.');
  if (kind === 'benign') {
    const { vat, pattern, everywhere } = scope ?? { ...finding, everywhere: false };
    return { ...said, vat, pattern, planId: everywhere ? null : run.planId, assignee: null };
  }
  if (run.planId === null)
    throw bad(
      'This run has no plan that this could be kept for. Mark a pattern as noise instead, for every plan.',
    );
  const { vat, pattern } = finding;
  return { ...said, vat, pattern, planId: run.planId, assignee: kind === 'assigned' ? assignee : null };
}

async function checkPerson(tx: Tx, assignee: string | null): Promise<void> {
  if (assignee === null) return;
  const person = await tx.person.findFirst({ where: { name: assignee, bannedAt: null } });
  if (!person) throw bad(`There is nobody called "${assignee}" here.`);
}

/** The mark that says the same already: one acceptance and one person for a finding, one mark for a scope. */
function standing(
  tx: Tx,
  { planId, findingKey, kind, rule, vat, pattern }: Columns,
): Promise<TriageMark | null> {
  const about = kind === 'benign' ? { rule, vat, pattern } : { findingKey };
  return tx.triageMark.findFirst({ where: { planId, kind, withdrawnAt: null, ...about } });
}

async function takeBack(tx: Tx, mark: TriageMark, actor: Actor): Promise<void> {
  await tx.triageMark.updateMany({
    where: { id: mark.id, withdrawnAt: null },
    data: { withdrawnAt: new Date(), withdrawnBy: actor.name },
  });
}

const shown = ({ findingKey, rule, vat, pattern, planId, assignee, reason, actor }: Columns) => ({
  findingKey,
  scope: { rule, vat, pattern, planId },
  assignee,
  reason,
  actor,
});

async function write(tx: Tx, run: Run, columns: Columns, before: TriageMark | null): Promise<void> {
  await tx.triageMark.create({ data: columns });
  await recordAudit(tx, {
    actor: columns.actor,
    verb: VERBS[columns.kind === 'benign' || columns.kind === 'assigned' ? columns.kind : 'accepted'],
    subject: run.planId === null ? `run:${run.id}` : `plan:${run.planId}`,
    ...(before ? { before: shown(before) } : {}),
    after: { ...shown(columns), runId: run.id },
    why: columns.reason === '' ? null : columns.reason,
    digest: run.planDigest,
  });
}

/** Nobody else marks findings of the run or its plan until the transaction ends. */
async function lockTriage(tx: Tx, runId: string): Promise<Run> {
  const run = await runOf(tx, runId);
  if (run.planId === null) await tx.$queryRaw`SELECT "id" FROM "Run" WHERE "id" = ${runId} FOR UPDATE`;
  else await tx.$queryRaw`SELECT "id" FROM "Plan" WHERE "id" = ${run.planId} FOR UPDATE`;
  return run;
}

/**
 * Accepts a finding, marks a pattern as noise, or gives a finding to somebody; it counts for every run of the plan. Saying the same
 * again changes nothing; another person's acceptance stays, and a new assignee takes the old one's place.
 */
export async function markFinding(actor: Actor, runId: string, wanted: NewMark): Promise<TriageView> {
  checkRole(actor, 'triage');
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const run = await lockTriage(tx, runId);
    const columns = columnsOf(actor, run, wanted);
    await checkPerson(tx, columns.assignee);
    const before = await standing(tx, columns);
    if (before && before.kind !== 'assigned') {
      if (before.actor === actor.name && before.reason === columns.reason) return fetchTriage(tx, run);
      throw new ServerError('conflict', `${before.actor} has said that already: ${before.reason}`, {
        hint: 'Take that back first if its reason is wrong.',
        current: await fetchTriage(tx, run),
      });
    }
    if (before && before.assignee === columns.assignee) return fetchTriage(tx, run);
    if (before) await takeBack(tx, before, actor);
    await write(tx, run, columns, before);
    return fetchTriage(tx, run);
  });
}

/** Takes a mark back, whoever made it; of one that was taken back already there is nothing to record. */
export async function withdrawMark(actor: Actor, runId: string, { id }: { id: string }): Promise<TriageView> {
  checkRole(actor, 'triage');
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const run = await lockTriage(tx, runId);
    const mark = await tx.triageMark.findUnique({ where: { id } });
    if (!mark || (mark.planId !== null && mark.planId !== run.planId))
      throw new ServerError('not-found', 'There is no such mark on this run.');
    if (mark.withdrawnAt !== null) return fetchTriage(tx, run);
    await takeBack(tx, mark, actor);
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'withdraw-mark',
      subject: run.planId === null ? `run:${run.id}` : `plan:${run.planId}`,
      before: { ...shown(mark), kind: mark.kind },
      digest: run.planDigest,
    });
    return fetchTriage(tx, run);
  });
}
