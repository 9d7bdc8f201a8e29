import { z } from 'zod';
import type { Prisma } from '@/lib/generated/prisma/client';
import { ServerError } from '@/lib/server/errors';

const word = z.string().trim().min(1).max(200).optional();
const time = z.coerce.number().int().min(0).max(8.64e15).optional();

const query = z.object({
  /** `plan:<id>`, or the part before the colon for all of a kind. */
  subject: word,
  actor: word,
  verb: word,
  since: time,
  until: time,
  before: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the id of a row')
    .optional(),
  count: z.coerce.number().int().min(1).max(500).default(100),
  format: z.enum(['json', 'csv', 'jsonl']).default('json'),
});
export type AuditQuery = z.infer<typeof query>;

/** The filters of the audit door, or a refusal that names what is wrong. An empty parameter filters nothing. */
export function parseAuditQuery(params: URLSearchParams): AuditQuery {
  const given = Object.fromEntries([...params].filter(([, value]) => value !== ''));
  const parsed = query.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ServerError('bad-input', `"${issue?.path.join('.')}": ${issue?.message}`);
}

/** The rows that the filters let through. */
export function auditWhere({
  subject,
  actor,
  verb,
  since,
  until,
  before,
}: AuditQuery): Prisma.AuditEntryWhereInput {
  const kind = subject !== undefined && !subject.includes(':');
  return {
    ...(subject === undefined ? {} : { subject: kind ? { startsWith: `${subject}:` } : subject }),
    ...(actor === undefined ? {} : { actor }),
    ...(verb === undefined ? {} : { verb }),
    at: {
      ...(since === undefined ? {} : { gte: new Date(since) }),
      ...(until === undefined ? {} : { lte: new Date(until) }),
    },
    ...(before === undefined ? {} : { id: { lt: BigInt(before) } }),
  };
}
