import { toJson } from '@/lib/report/report-file';
import { toHtml } from '@/lib/report/to-html';
import { toMarkdown } from '@/lib/report/to-markdown';
import { ServerError } from '@/lib/server/errors';
import { printPdf } from '@/lib/server/report/print-pdf';
import { previewReport } from '@/lib/server/report/publish-report';
import { json, param, route } from '@/lib/server/route';

const DRAFT = { newer: null, older: [], forms: [], follows: null, draft: true };

const answer = (body: string | Uint8Array<ArrayBuffer>, type: string): Response =>
  new Response(body, {
    headers: {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-scripts",
    },
  });

/** The draft as it would be published: `?form=html|md|json|pdf`, without a form with what was taken out of it. */
export const GET = route('read', async (request, params, actor) => {
  const query = new URL(request.url).searchParams;
  const preview = await previewReport(actor, param(params, 'reportId'));
  const { report, hash } = preview;
  switch (query.get('form')) {
    case null:
      return json(preview);
    case 'html':
      return answer(toHtml(report, { ...DRAFT, hash }), 'text/html; charset=utf-8');
    case 'md':
      return answer(toMarkdown(report, hash), 'text/markdown; charset=utf-8');
    case 'json':
      return answer(toJson(report), 'application/json; charset=utf-8');
    case 'pdf':
      return answer(new Uint8Array(await printPdf(toHtml(report, { ...DRAFT, hash }))), 'application/pdf');
    default:
      throw new ServerError('bad-input', 'A report has the forms html, md, json and pdf.');
  }
});
