import { Prisma } from '@/lib/generated/prisma/client';
import type { Tx } from '@/lib/server/db/open-database';

export type AuditRow = {
  readonly actor: string;
  readonly verb: string;
  readonly subject: string;
  readonly before?: Prisma.InputJsonValue;
  readonly after?: Prisma.InputJsonValue;
  readonly why?: string | null;
  readonly digest?: string | null;
};

/** Writes who did what in the transaction of the act: if this fails, the act did not happen. */
export async function recordAudit(tx: Tx, row: AuditRow): Promise<void> {
  const { before, after, why = null, digest = null, ...who } = row;
  await tx.auditEntry.create({
    data: { ...who, before: before ?? Prisma.DbNull, after: after ?? Prisma.DbNull, why, digest },
  });
}
