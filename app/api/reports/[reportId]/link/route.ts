import { readBody } from '@/lib/server/read-body';
import { changeLink } from '@/lib/server/report/publish-report';
import { linkBody } from '@/lib/server/report/report-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('publish-report', async (request, params, actor) =>
  json(await changeLink(actor, param(params, 'reportId'), await readBody(request, linkBody))),
);
