import { json, route } from '@/lib/server/route';
import { prepareKernel } from '@/lib/server/status/prepare-kernel';

export const POST = route('prepare-kernel', async (_request, _params, actor) =>
  json(await prepareKernel(actor), 202),
);
