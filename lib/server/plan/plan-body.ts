import { z } from 'zod';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';

/** A plan in a request's body, by the plan's own rules. */
const plan = z.unknown().transform((value, context): Plan => {
  const parsed = parsePlan(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.error });
  return z.NEVER;
});

const title = z.string().trim().min(1).max(200);
const words = z.string().trim().max(2_000).nullish();

export const newPlanBody = z.object({ title, plan });
export const planEditBody = z.object({
  plan,
  baseRevision: z.number().int().positive(),
  title: title.optional(),
  why: words,
});
export const decisionBody = z.object({
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be a digest of 64 hex digits'),
  decision: z.enum(['approve', 'decline']),
  reason: words,
});
