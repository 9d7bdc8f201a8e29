import { mayDo, type Verb } from '@/lib/people/permissions';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';

/** Refuses an actor whose roles do not allow this; for verbs that are not about a plan which is already there. */
export function checkRole(actor: Actor, verb: Verb): void {
  const may = mayDo(actor.roles, verb);
  if (!may.ok) throw new ServerError('forbidden', may.reason);
}
