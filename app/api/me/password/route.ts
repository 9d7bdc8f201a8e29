import { changePassword } from '@/lib/server/people/change-password';
import { passwordBody } from '@/lib/server/people/people-body';
import { readBody } from '@/lib/server/read-body';
import { route } from '@/lib/server/route';

export const POST = route('change-own-password', async (request, _params, actor) =>
  changePassword(request.headers, actor, await readBody(request, passwordBody)),
);
