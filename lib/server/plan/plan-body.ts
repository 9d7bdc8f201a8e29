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
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a digest of 64 hex digits');
const reason = z.string().trim().min(1, 'must say why').max(2_000);
/** Plain text: it is shown as it is, with its line breaks; what a terminal or a reader would obey is refused. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
const said = z
  .string()
  .transform((value) => value.replaceAll('\r\n', '\n').trim())
  .pipe(
    z
      .string()
      .min(1, 'must say something')
      .max(4_000)
      .refine((value) => !CONTROL.test(value), 'has characters that are not text'),
  );

export const decisionBody = z.object({ digest, decision: z.enum(['approve', 'decline']), reason: words });
export const reviewBody = z.object({ digest });
export const waiverBody = z.object({ digest, key: z.string().min(1).max(1_000), reason });
export const waiverKeyBody = waiverBody.pick({ key: true });
export const restoreBody = z.object({
  no: z.number().int().positive(),
  baseRevision: z.number().int().positive(),
  why: words,
});
export const commentBody = z.object({ stepId: z.string().min(1).max(500), text: said });
export const closeBody = z.object({ state: z.enum(['withdrawn', 'superseded']), why: reason });
