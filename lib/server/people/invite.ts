import type { NewLinkView } from '@/lib/people/person-view';
import { sayRoles } from '@/lib/people/role';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { notFound, ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { publicOrigin } from '@/lib/server/people/forwarded';
import { linkUrl } from '@/lib/server/people/link-url';
import { type MadeLink, makeLink } from '@/lib/server/people/one-time-link';
import type { InvitationBody } from '@/lib/server/people/people-body';

async function shown(headers: Headers, { secret, expiresAt }: MadeLink): Promise<NewLinkView> {
  const { env } = await instance();
  return { url: linkUrl(publicOrigin(headers, env.auth), secret), expiresAt: expiresAt.getTime() };
}

/** Invites somebody with these roles; the answer is the only place where the link stands. */
export async function invite(headers: Headers, actor: Actor, body: InvitationBody): Promise<NewLinkView> {
  const { prisma } = (await instance()).database;
  const email = body.email ?? null;
  const made = await prisma.$transaction(async (tx) => {
    if (email && (await tx.person.findUnique({ where: { email } })))
      throw new ServerError('conflict', `Somebody here has the address ${email} already.`);
    const link = await makeLink(tx, { kind: 'invite', roles: body.roles, email, createdBy: actor.name });
    const after = { roles: [...body.roles], email, says: `as ${sayRoles(body.roles, 'and')}` };
    await recordAudit(tx, { actor: actor.name, verb: 'invite', subject: `link:${link.id}`, after });
    return link;
  });
  return shown(headers, made);
}

/** A link by which a person sets a new password, for somebody who forgot theirs. */
export async function makeResetLink(headers: Headers, actor: Actor, personId: string): Promise<NewLinkView> {
  const { prisma } = (await instance()).database;
  const made = await prisma.$transaction(async (tx) => {
    const person = await tx.person.findUnique({ where: { id: personId } });
    if (!person) throw notFound(`person ${personId}`);
    const link = await makeLink(tx, { kind: 'reset', roles: [], personId, createdBy: actor.name });
    await recordAudit(tx, { actor: actor.name, verb: 'make-reset-link', subject: `person:${personId}` });
    return link;
  });
  return shown(headers, made);
}

/** Takes back a link that nobody used yet. */
export async function revokeLink(actor: Actor, linkId: string): Promise<void> {
  const { prisma } = (await instance()).database;
  await prisma.$transaction(async (tx) => {
    const where = { id: linkId, usedAt: null, revokedAt: null };
    const { count } = await tx.oneTimeLink.updateMany({ where, data: { revokedAt: new Date() } });
    if (count === 0) throw notFound(`open link ${linkId}`);
    await recordAudit(tx, { actor: actor.name, verb: 'revoke-link', subject: `link:${linkId}` });
  });
}
