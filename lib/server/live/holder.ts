import { requestActor } from '@/lib/server/actor';
import { checkRole } from '@/lib/server/check-role';
import { ServerError } from '@/lib/server/errors';
import type { Holder } from '@/lib/server/live/streams';

type Headers = { get(name: string): string | null };

/** Who holds a stream that this request opened; a question that cannot be asked (the database is away) takes no right away. */
export function holderOf(headers: Headers): Holder {
  const kept = new globalThis.Headers();
  for (const name of ['host', 'cookie', 'authorization', 'x-forwarded-host', 'x-forwarded-proto']) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  const isAllowed = async (): Promise<boolean> => {
    try {
      checkRole(await requestActor(kept), 'read');
      return true;
    } catch (error) {
      return !(error instanceof ServerError);
    }
  };
  return { key: JSON.stringify([...kept]), isAllowed };
}
