import { z } from 'zod';
import { trapIn } from '@/lib/plan/read-fields';
import { parseDetails, type ReportDetails } from '@/lib/report/details';
import type { ReportDraft } from '@/lib/report/report-view';

const text = z.string().refine((value) => trapIn(value) === null, 'holds a character that cannot be kept');
const id = text.min(1).max(100);

const details = z.unknown().transform((value, context): ReportDetails => {
  const parsed = parseDetails(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.error });
  return z.NEVER;
});

const moment = z.number().int().positive().max(8.64e15);

const draft: z.ZodType<ReportDraft> = z.object({
  title: text.trim().min(1).max(200),
  planId: id,
  runIds: z
    .array(id)
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'names a run twice'),
  details,
  now: z
    .object({
      height: z.number().int().positive(),
      at: moment,
      seconds: z.number().positive().max(600).nullable(),
    })
    .nullable(),
  // Drafts of before had none.
  referenceRunId: id.nullable().default(null),
  allowed: z.array(text.max(6000)).max(500),
  followRunId: id.nullable(),
});

export const newReportBody = z.object({ draft });
export const saveReportBody = z.object({ draft, draftNo: z.number().int().positive() });
export const publishBody = z.object({
  /** What the preview said: what is published is what was looked at. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a hash of 64 hex digits'),
  correction: text.trim().min(1, 'must say what is corrected').max(2000).nullish(),
  expiresAt: moment.nullish(),
});
export const linkBody = z.object({
  act: z.enum(['revoke', 'renew', 'extend']),
  expiresAt: moment.nullish(),
});

/** A draft as the database holds it. */
export function storedDraft(value: unknown, reportId: string): ReportDraft {
  const parsed = draft.safeParse(value);
  if (!parsed.success)
    throw new Error(`The draft of the report ${reportId} is damaged: ${parsed.error.message}`);
  return parsed.data;
}
