import { signInBody } from '@/lib/server/people/people-body';
import { signIn } from '@/lib/server/people/sign-in';
import { readBody } from '@/lib/server/read-body';
import { route } from '@/lib/server/route';

export const POST = route('open', async (request) =>
  signIn(request.headers, await readBody(request, signInBody)),
);
