import { hashPassword } from 'better-auth/crypto';
import type { OneTimeLink } from '@/lib/generated/prisma/client';
import { nameKey, parseName } from '@/lib/people/name';
import type { LinkView } from '@/lib/people/person-view';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { countAttempt } from '@/lib/server/people/attempts';
import { clientAddress } from '@/lib/server/people/forwarded';
import { linkView, openLink, spendLink } from '@/lib/server/people/one-time-link';
import type { WelcomeBody } from '@/lib/server/people/people-body';
import { setPassword } from '@/lib/server/people/set-password';
import { takeAdminLink } from '@/lib/server/people/shell-link';
import { startSession } from '@/lib/server/people/sign-in';

type Headers = globalThis.Headers;
type Wanted = { readonly name: string; readonly email: string; readonly hash: string };

/** What a link is for; refuses one that is used, old or unknown. */
export async function lookAtLink(headers: Headers, token: string): Promise<LinkView> {
  await countAttempt('link from', clientAddress(headers));
  const { database, env } = await instance();
  await takeAdminLink(database, env.dataDir);
  return linkView(await openLink(database.prisma, token));
}

async function refuseTaken(tx: Tx, { name, email }: Wanted): Promise<void> {
  const taken = await tx.person.findFirst({ where: { OR: [{ nameKey: nameKey(name) }, { email }] } });
  if (!taken) return;
  const which = taken.email === email ? `the address ${email}` : `the name "${taken.name}"`;
  throw new ServerError('conflict', `Somebody here has ${which} already.`, { hint: 'Choose another.' });
}

async function makePerson(tx: Tx, link: OneTimeLink, wanted: Wanted): Promise<void> {
  await spendLink(tx, link, wanted.name);
  await refuseTaken(tx, wanted);
  const { name, email, hash } = wanted;
  const person = await tx.person.create({
    data: { name, nameKey: nameKey(name), email, roles: link.roles },
  });
  await tx.account.create({
    data: { providerId: 'credential', accountId: person.id, userId: person.id, password: hash },
  });
  const after = { name, email, roles: link.roles, invitedBy: link.createdBy };
  await recordAudit(tx, { actor: name, verb: 'join', subject: `person:${person.id}`, after });
}

function wantedOf(link: OneTimeLink, body: WelcomeBody, hash: string): Wanted {
  const name = parseName(body.name ?? '');
  if (!name.ok) throw new ServerError('bad-input', name.error);
  const email = link.email ?? body.email;
  if (!email) throw new ServerError('bad-input', 'An e-mail address is needed; nothing is sent to it.');
  return { name: name.value, email, hash };
}

/** Uses a link: makes the account that it is for, or sets the password, and signs in. Of two at once one gets through. */
export async function acceptLink(headers: Headers, body: WelcomeBody): Promise<Response> {
  await lookAtLink(headers, body.token);
  const { prisma } = (await instance()).database;
  // Before the transaction: it takes a tenth of a second, and the embedded database has one connection.
  const hash = await hashPassword(body.password);
  const email = await prisma.$transaction(async (tx) => {
    const link = await openLink(tx, body.token);
    if (link.kind === 'reset') return setPassword(tx, link, hash);
    const wanted = wantedOf(link, body, hash);
    await makePerson(tx, link, wanted);
    return wanted.email;
  });
  return startSession(headers, email, body.password);
}
