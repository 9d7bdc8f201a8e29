import { revokeLink } from '@/lib/server/people/invite';
import { param, route } from '@/lib/server/route';

export const DELETE = route('manage-people', async (_request, params, actor) => {
  await revokeLink(actor, param(params, 'linkId'));
  return new Response(null, { status: 204 });
});
