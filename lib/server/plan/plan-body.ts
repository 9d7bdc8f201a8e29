import { z } from 'zod';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import { trapIn } from '@/lib/plan/read-fields';

/** A plan in a request's body, by the plan's own rules. */
const plan = z.unknown().transform((value, context): Plan => {
  const parsed = parsePlan(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.error });
  return z.NEVER;
});

/** A text that can be kept, and is read as it was written. */
const text = z.string().refine((value) => trapIn(value) === null, 'holds a character that cannot be kept');
const title = text.trim().min(1).max(200);
const words = text.trim().max(2_000).nullish();

export const newPlanBody = z.object({ title, plan });
export const planEditBody = z.object({
  plan,
  baseRevision: z.number().int().positive(),
  title: title.optional(),
  why: words,
});
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a digest of 64 hex digits');
const reason = text.trim().min(1, 'must say why').max(2_000);
/** Plain text: it is shown as it is, with its line breaks; what a terminal or a reader would obey is refused. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;
const said = text
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
export const waiverBody = z.object({ digest, key: text.min(1).max(1_000), reason });
export const waiverKeyBody = waiverBody.pick({ key: true });
export const restoreBody = z.object({
  no: z.number().int().positive(),
  baseRevision: z.number().int().positive(),
  why: words,
});
export const commentBody = z.object({ stepId: text.min(1).max(500), text: said });
export const closeBody = z.object({ state: z.enum(['withdrawn', 'superseded']), why: reason });
export const reopenBody = z.object({ why: reason });
