import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Prisma, Run } from '@/lib/generated/prisma/client';
import type { Plan } from '@/lib/plan/plan';
import { type Coverage, coverage } from '@/lib/reconcile/coverage';
import { reconcile } from '@/lib/reconcile/reconcile';
import type { Tx } from '@/lib/server/db/open-database';
import { readPackedDocument } from '@/lib/server/fold-worker/document-file';
import { instance } from '@/lib/server/instance';
import { storedPlan } from '@/lib/server/plan/revision-sums';
import { runFolder } from '@/lib/server/run/run-folder';
import { planForesight, planInventoryId } from '@/lib/server/triage/plan-foresight';
import type { Analysis, Finding } from '@/lib/upgrade/analysis';

const unpack = promisify(gunzip);

/** What a run that has ended says of the plan that it executed. */
export type RunReading = { readonly findings: readonly Finding[]; readonly coverage: Coverage };

type Named = Pick<Run, 'planId' | 'planDigest'>;

/** The plan exactly as the run executed it, within a transaction. */
export async function executedPlan(tx: Tx, { planId, planDigest }: Named): Promise<Plan | null> {
  if (planId === null || planDigest === null) return null;
  const where = { planId, digest: planDigest };
  const revision = await tx.planRevision.findFirst({ where, orderBy: { no: 'desc' } });
  return revision ? storedPlan(revision.content, planId) : null;
}

async function endedDocument(runId: string): Promise<Analysis | null> {
  const { env } = await instance();
  const packed = await readPackedDocument(runFolder(env.dataDir, runId).analysis).catch(() => null);
  return packed ? JSON.parse((await unpack(packed)).toString('utf8')) : null;
}

async function makeReading(tx: Tx, run: Run): Promise<RunReading | null> {
  const plan = await executedPlan(tx, run);
  const analysis = plan ? await endedDocument(run.id) : null;
  if (!plan || !analysis) return null;
  const inventory = await planForesight(tx, run, plan);
  return {
    findings: reconcile(plan, analysis).findings,
    coverage: coverage(plan, analysis, { inventory }),
  };
}

/** Another fold's conclusion of the run has other numbers, or none that matter here; a run may be given another plan, a plan another inventory. */
const nameOf = (
  { id, planId, planDigest, lines, upgradesDone, blockers, warnings, sha256 }: Run,
  inventoryId: string | null,
): string => [id, planId, planDigest, lines, upgradesDone, blockers, warnings, sha256, inventoryId].join(' ');

const MOST = 500;
const known = new Map<string, RunReading>();

/** What a run that has ended says of its plan; null where it has none, or no document. Worked out once in a process. */
export async function readingOf(tx: Tx, run: Run): Promise<RunReading | null> {
  if (run.planId === null || run.endedAt === null) return null;
  const name = nameOf(run, await planInventoryId(tx, run.planId));
  const reading = known.get(name) ?? (await makeReading(tx, run));
  if (!reading) return null;
  known.set(name, reading);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return reading;
}

/** Findings as `concludeRun` stored them. */
const storedFinding = (content: Prisma.JsonValue): Finding => JSON.parse(JSON.stringify(content));

/** Everything that was found of a run that has ended: by its log alone, then by its plan. */
export async function findingsOf(tx: Tx, run: Run): Promise<Finding[]> {
  const rows = await tx.runFinding.findMany({ where: { runId: run.id }, orderBy: { index: 'asc' } });
  const reading = await readingOf(tx, run);
  return [...rows.map(({ content }) => storedFinding(content)), ...(reading?.findings ?? [])];
}
