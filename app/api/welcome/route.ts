import { welcomeBody } from '@/lib/server/people/people-body';
import { acceptLink } from '@/lib/server/people/welcome';
import { readBody } from '@/lib/server/read-body';
import { route } from '@/lib/server/route';

export const POST = route('open', async (request) =>
  acceptLink(request.headers, await readBody(request, welcomeBody)),
);
