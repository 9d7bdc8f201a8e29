import { z } from 'zod';
import { RUN_KINDS } from '@/lib/live/run-row';
import { isScenario } from '@/lib/plan/scenario';
import { namedPlan } from '@/lib/server/run/run-plan';

export const newRunBody = z.object({
  title: z.string().trim().min(1).max(200),
  kind: z.enum(RUN_KINDS),
  expectedBytes: z.number().int().nonnegative().optional(),
  plan: namedPlan.optional(),
});
export const endBody = z.object({ reason: z.string().trim().max(2_000).nullish() });
export const rehearsalBody = z.object({
  planId: z.string().min(1),
  digest: z.string().min(1),
  scenario: z.string().refine(isScenario, 'must be a known scenario'),
});
