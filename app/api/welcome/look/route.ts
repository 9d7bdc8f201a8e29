import { linkBody } from '@/lib/server/people/people-body';
import { lookAtLink } from '@/lib/server/people/welcome';
import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';

/** A POST although it only reads: the link's secret does not belong into an address. */
export const POST = route('open', async (request) =>
  json(await lookAtLink(request.headers, (await readBody(request, linkBody)).token)),
);
