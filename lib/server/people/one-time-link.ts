import type { OneTimeLink } from '@/lib/generated/prisma/client';
import type { LinkView } from '@/lib/people/person-view';
import { type Role, rolesIn } from '@/lib/people/role';
import type { Tx } from '@/lib/server/db/open-database';
import { sha256 } from '@/lib/server/digest';
import { ServerError } from '@/lib/server/errors';
import { newSecret } from '@/lib/server/people/secret';

type LinkKind = LinkView['kind'];

const HOUR = 3_600_000;

/** How long a link may be used (ms). */
const LASTS = { 'first-admin': 24 * HOUR, invite: 7 * 24 * HOUR, reset: 24 * HOUR } as const;

export type NewLink = {
  readonly kind: LinkKind;
  readonly roles: readonly Role[];
  readonly email?: string | null;
  readonly personId?: string | null;
  readonly createdBy: string;
};

export type MadeLink = { readonly id: string; readonly secret: string; readonly expiresAt: Date };

/** Makes a link; its secret is in the answer and nowhere else. */
export async function makeLink(tx: Tx, link: NewLink): Promise<MadeLink> {
  const { secret, hash } = newSecret('vdl_');
  const expiresAt = new Date(Date.now() + LASTS[link.kind]);
  const { id } = await tx.oneTimeLink.create({ data: { ...link, roles: [...link.roles], hash, expiresAt } });
  return { id, secret, expiresAt };
}

const over = (message: string): ServerError =>
  new ServerError('link-over', message, { hint: 'Ask an admin for another link.' });

/** Why a link opens nothing now; null when it does. */
function whyOver(link: OneTimeLink | null, now: Date): ServerError | null {
  if (!link) return over('This link is not known here.');
  if (link.usedAt) return over('This link was used already; it works once.');
  if (link.revokedAt) return over('This link was taken back.');
  return link.expiresAt <= now ? over('This link is too old.') : null;
}

type Open = OneTimeLink & { readonly person: { readonly name: string } | null };

/** The link of this secret while it may be used; refuses with the reason. */
export async function openLink(tx: Tx, secret: string): Promise<Open> {
  const where = { hash: sha256(secret) };
  const link = await tx.oneTimeLink.findUnique({ where, include: { person: { select: { name: true } } } });
  const why = whyOver(link, new Date());
  if (why || !link) throw why ?? over('This link is not known here.');
  return link;
}

/** Uses a link up for `name`: of two at once one gets through, the other is told that it was used. */
export async function spendLink(tx: Tx, { id }: OneTimeLink, name: string): Promise<void> {
  const where = { id, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } };
  const { count } = await tx.oneTimeLink.updateMany({ where, data: { usedAt: new Date(), usedBy: name } });
  if (count === 0) throw over('This link was used already; it works once.');
}

const isKind = (kind: string): kind is LinkKind => Object.hasOwn(LASTS, kind);

/** What the welcome page shows of a link. */
export function linkView(link: Open): LinkView {
  const { kind, roles, email, person, expiresAt } = link;
  if (!isKind(kind)) throw over('This link is of a kind that is not known here.');
  return { kind, roles: rolesIn(roles), email, name: person?.name ?? null, expiresAt: expiresAt.getTime() };
}
