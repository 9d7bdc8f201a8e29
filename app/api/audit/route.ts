import { parseAuditQuery } from '@/lib/server/audit/audit-query';
import { exportAudit } from '@/lib/server/audit/export-audit';
import { listAudit } from '@/lib/server/audit/list-audit';
import { json, route } from '@/lib/server/route';

const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson' } as const;

export const GET = route('read-audit', async (request, _params, actor) => {
  const query = parseAuditQuery(new URL(request.url).searchParams);
  const { format } = query;
  if (format === 'json') return json(await listAudit(actor, query));
  const headers = {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="vatdeck-audit.${format}"`,
    'cache-control': 'no-store',
  };
  return new Response(exportAudit(actor, query, format), { headers });
});
