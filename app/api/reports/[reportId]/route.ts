import { readBody } from '@/lib/server/read-body';
import { deleteReport, readReport, saveReport } from '@/lib/server/report/change-report';
import { saveReportBody } from '@/lib/server/report/report-body';
import { json, param, route } from '@/lib/server/route';

export const GET = route('read', async (_request, params, actor) =>
  json(await readReport(actor, param(params, 'reportId'))),
);

export const PUT = route('make-report', async (request, params, actor) =>
  json(await saveReport(actor, param(params, 'reportId'), await readBody(request, saveReportBody))),
);

export const DELETE = route('make-report', async (_request, params, actor) => {
  await deleteReport(actor, param(params, 'reportId'));
  return json({});
});
