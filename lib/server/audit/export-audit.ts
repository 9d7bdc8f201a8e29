import { type AuditRow, CSV_HEAD, csvLine, jsonLine } from '@/lib/approval/audit-row';
import type { Actor } from '@/lib/server/actor';
import type { AuditQuery } from '@/lib/server/audit/audit-query';
import { listAudit } from '@/lib/server/audit/list-audit';

const PAGE = 500;

const FORMATS = {
  csv: { head: CSV_HEAD, line: csvLine },
  jsonl: { head: '', line: jsonLine },
} as const satisfies Record<string, { head: string; line: (row: AuditRow) => string }>;

/** Everything that the filters let through, newest first, a page of the database at a time; `count` bounds nothing here. */
export function exportAudit(
  actor: Actor,
  query: AuditQuery,
  format: keyof typeof FORMATS,
): ReadableStream<Uint8Array> {
  const { head, line } = FORMATS[format];
  const encoder = new TextEncoder();
  let before = query.before;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (head !== '') controller.enqueue(encoder.encode(head));
    },
    pull: async (controller) => {
      const rows = await listAudit(actor, { ...query, count: PAGE, before });
      if (rows.length > 0) controller.enqueue(encoder.encode(rows.map(line).join('')));
      before = rows.at(-1)?.id;
      if (rows.length < PAGE) controller.close();
    },
  });
}
