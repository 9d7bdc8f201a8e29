import { readBody } from '@/lib/server/read-body';
import { publishReport } from '@/lib/server/report/publish-report';
import { publishBody } from '@/lib/server/report/report-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('publish-report', async (request, params, actor) =>
  json(await publishReport(actor, param(params, 'reportId'), await readBody(request, publishBody)), 201),
);
