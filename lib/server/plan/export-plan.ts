import { isWriteFormat, WRITE_FORMATS, type WriteFormat, type WrittenPlan } from '@/lib/plan/formats/format';
import { writePlan } from '@/lib/plan/formats/write';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';
import { readPlan } from '@/lib/server/plan/read-plan';

export type ExportedPlan = WrittenPlan & { readonly format: WriteFormat };

/** The plan as it is now in another notation, with what that cannot say. */
export async function exportPlan(actor: Actor, planId: string, format: string): Promise<ExportedPlan> {
  if (!isWriteFormat(format)) {
    const known = WRITE_FORMATS.map((known) => known.format).join(', ');
    throw new ServerError('bad-input', `The format must be one of ${known}, not "${format.slice(0, 100)}".`);
  }
  const { plan } = await readPlan(actor, planId);
  return { format, ...writePlan(plan, format) };
}
