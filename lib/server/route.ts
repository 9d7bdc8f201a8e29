import { checkHost, checkOrigin } from '@/lib/server/actor';
import { errorResponse } from '@/lib/server/errors';

type Params = Readonly<Record<string, string>>;
type Context = { params: Promise<Params> };
type Door = (request: Request, params: Params) => Promise<Response>;

const READS = new Set(['GET', 'HEAD']);

/** Wraps a door: who may call at all is checked first, and whatever it throws becomes an answer. */
export const route =
  (door: Door) =>
  async (request: Request, context: Context): Promise<Response> => {
    try {
      await checkHost(request.headers);
      if (!READS.has(request.method)) checkOrigin(request.headers);
      return await door(request, await context.params);
    } catch (error) {
      return errorResponse(error);
    }
  };

/** An answer that changes all the time. */
export const json = (value: unknown, status = 200): Response =>
  Response.json(value, { status, headers: { 'cache-control': 'no-store' } });

/** The named part of the path; Next always gives it. */
export const param = (params: Params, name: string): string => params[name] ?? '';
