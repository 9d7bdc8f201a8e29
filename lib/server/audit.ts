import { Prisma } from '@/lib/generated/prisma/client';
import type { Tx } from '@/lib/server/db/open-database';
import { sha256 } from '@/lib/server/digest';

export type AuditRow = {
  readonly actor: string;
  readonly verb: string;
  readonly subject: string;
  readonly before?: Prisma.InputJsonValue;
  readonly after?: Prisma.InputJsonValue;
  readonly why?: string | null;
  readonly digest?: string | null;
};

/** A log that is read in pages holds no documents: those are in revisions, which a row names. */
const MOST = 16_000;

function bounded(value: Prisma.InputJsonValue | undefined): Prisma.InputJsonValue | typeof Prisma.DbNull {
  if (value === undefined) return Prisma.DbNull;
  const text = JSON.stringify(value);
  if (text.length <= MOST) return value;
  return { cut: true, characters: text.length, sha256: sha256(text), begins: text.slice(0, 2_000) };
}

/** Writes who did what in the transaction of the act: if this fails, the act did not happen. */
export async function recordAudit(tx: Tx, row: AuditRow): Promise<void> {
  const { before, after, why = null, digest = null, ...who } = row;
  await tx.auditEntry.create({
    data: { ...who, before: bounded(before), after: bounded(after), why, digest },
  });
}
