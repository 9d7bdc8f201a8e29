import { z } from 'zod';
import { inventoryFromAnalysis } from '@/lib/inventory/from-analysis';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { storedInventory } from '@/lib/server/inventory/stored-inventory';
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
  const inventory = inventoryFromAnalysis(document, { name: run.title });
  const { text, sources, height, takenAt, ...row } = storedInventory({
    ...inventory,
    label: label || inventory.label,
  });
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const data = {
      ...row,
      state: 'ready',
      height,
      takenAt: takenAt === null ? null : new Date(takenAt),
      content: JSON.parse(text),
      sources: JSON.parse(sources),
      createdBy: actor.name,
    };
    const { id } = await tx.inventory.create({ data, select: { id: true } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'learn-inventory',
      subject: `inventory:${id}`,
      after: { label: row.label, runId, vats: row.vats },
    });
    return { id };
  });
}
