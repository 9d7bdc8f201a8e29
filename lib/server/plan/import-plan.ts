import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isReadFormat } from '@/lib/plan/formats/format';
import { fillPlan, type ImportedPlan, readPlanFile } from '@/lib/plan/formats/read';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';

const MOST_FILES = 50;

/** Files to read a plan from; with `plan` they are builder outputs whose bundle ids that plan gets. */
export const importBody = z.object({
  format: z.string().optional(),
  chain: z.string().trim().min(1).max(100).default('agoric-3'),
  upgradeName: z.string().trim().min(1).max(200).default('unnamed-upgrade'),
  files: z
    .array(z.object({ name: z.string().max(500), text: z.string() }))
    .min(1)
    .max(MOST_FILES),
  plan: z.unknown().optional(),
});
type ImportBody = z.infer<typeof importBody>;

const refuse = (message: string): ServerError =>
  new ServerError('bad-input', message, { hint: 'Nothing was saved.' });

function filled(files: ImportBody['files'], value: unknown): ImportedPlan {
  const plan = parsePlan(value);
  if (!plan.ok) throw refuse(`plan: ${plan.error}`);
  const read = fillPlan(plan.value, files);
  if (!read.ok) throw refuse(read.error);
  return { ...read.value, format: 'builder-output' };
}

/** What a file says as a plan, and what of it a plan cannot carry; nothing is saved. */
export function importPlan(
  _actor: Actor,
  { format = 'auto', files, plan, chain, upgradeName }: ImportBody,
): ImportedPlan {
  if (plan !== undefined) return filled(files, plan);
  const [file, another] = files;
  if (!file || another) throw refuse('One file at a time is a plan; several are builder outputs for a plan.');
  if (format !== 'auto' && !isReadFormat(format)) throw refuse(`The format "${format}" is not known.`);
  const read = readPlanFile(file, format === 'auto' ? null : format, {
    chain,
    upgradeName,
    newId: randomUUID,
  });
  if (!read.ok) throw refuse(read.error);
  return read.value;
}
