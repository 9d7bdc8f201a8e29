import { z } from 'zod';
import { trapIn } from '@/lib/plan/read-fields';
import { MARK_KINDS } from '@/lib/triage/mark';

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => trapIn(value) === null, 'holds a character that cannot be kept');

/** A pattern is a log's text: what is not text in it was kept as U+FFFD, and is compared so. */
const pattern = z.string().max(500);

/** `finding`: rule, vat and pattern of the finding that it is said of. `scope`: how far a benign mark reaches. */
export const markBody = z.object({
  kind: z.enum(MARK_KINDS),
  finding: z.object({ rule: text(100).min(1), vat: text(200).nullable(), pattern }),
  scope: z
    .object({
      vat: text(200).nullable(),
      pattern: pattern.nullable(),
      everywhere: z.boolean().default(false),
    })
    .optional(),
  reason: text(2_000).trim().default(''),
  assignee: text(200).trim().min(1).nullish(),
});
export type NewMark = z.infer<typeof markBody>;

export const markIdBody = z.object({ id: z.string().min(1).max(100) });
