import { ServerError } from '@/lib/server/errors';
import { readRevision } from '@/lib/server/plan/revisions';
import { json, param, route } from '@/lib/server/route';

/** Revisions are counted from 1. */
function revisionNo(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ServerError('bad-input', `"${text}" is no number of a revision.`);
}

export const GET = route('read', async (_request, params, actor) => {
  return json(await readRevision(actor, param(params, 'planId'), revisionNo(param(params, 'no'))));
});
