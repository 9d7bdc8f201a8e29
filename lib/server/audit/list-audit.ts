import type { AuditRow } from '@/lib/approval/audit-row';
import type { Actor } from '@/lib/server/actor';
import { type AuditQuery, auditWhere } from '@/lib/server/audit/audit-query';
import { checkRole } from '@/lib/server/check-role';
import { instance } from '@/lib/server/instance';

/** What was done, newest first; the page after it is asked for with `before`, the id of its last row. */
export async function listAudit(actor: Actor, query: AuditQuery): Promise<AuditRow[]> {
  checkRole(actor, 'read-audit');
  const { prisma } = (await instance()).database;
  const rows = await prisma.auditEntry.findMany({
    where: auditWhere(query),
    orderBy: { id: 'desc' },
    take: query.count,
  });
  return rows.map(({ id, at, ...row }) => ({ ...row, id: String(id), at: at.getTime() }));
}
