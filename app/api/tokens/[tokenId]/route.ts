import { revokeToken } from '@/lib/server/people/tokens';
import { param, route } from '@/lib/server/route';

export const DELETE = route('manage-own-tokens', async (_request, params, actor) => {
  await revokeToken(actor, param(params, 'tokenId'));
  return new Response(null, { status: 204 });
});
