import { z } from 'zod';
import { inventoryFromAnalysis } from '@/lib/inventory/from-analysis';
import type { Actor } from '@/lib/server/actor';
import { checkRole } from '@/lib/server/check-role';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { keepMade } from '@/lib/server/inventory/keep-made';
import { readAnalysis } from '@/lib/server/run/read-analysis';
import { readRun } from '@/lib/server/run/read-run';
import { ANALYSIS_SCHEMA, type Analysis } from '@/lib/upgrade/analysis';

export const learnBody = z.object({ label: z.string().trim().max(200).optional() });

/** A document that our own fold wrote says so by its schema. */
const isAnalysis = (value: unknown): value is Analysis<unknown> =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'schema') === ANALYSIS_SCHEMA;

/** Makes an inventory of what a run's log tells of its chain's vats. */
export async function learnFromRun(
  actor: Actor,
  runId: string,
  { label }: z.infer<typeof learnBody>,
): Promise<{ id: string }> {
  checkRole(actor, 'keep-inventory');
  const run = await readRun(actor, runId);
  if (run.lines === 0) throw new ServerError('conflict', `“${run.title}” has no lines yet.`);
  const { bytes } = await readAnalysis(actor, runId);
  const document: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (!isAnalysis(document)) throw new Error(`The document of the run ${runId} is none.`);
  const learned = inventoryFromAnalysis(document, { name: run.title });
  const inventory = { ...learned, label: label || learned.label };
  const { prisma } = (await instance()).database;
  return prisma.$transaction((tx) =>
    keepMade(tx, actor, { inventory, verb: 'learn-inventory', of: { runId } }),
  );
}
