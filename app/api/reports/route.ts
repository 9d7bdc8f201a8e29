import { readBody } from '@/lib/server/read-body';
import { createReport, listReports } from '@/lib/server/report/change-report';
import { newReportBody } from '@/lib/server/report/report-body';
import { json, route } from '@/lib/server/route';

export const GET = route('read', async (_request, _params, actor) =>
  json({ reports: await listReports(actor) }),
);

export const POST = route('make-report', async (request, _params, actor) => {
  const { draft } = await readBody(request, newReportBody);
  return json(await createReport(actor, draft), 201);
});
