import { nameKey } from '@/lib/people/name';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { countAttempt, forgetAttempts } from '@/lib/server/people/attempts';
import { clientAddress, publicOrigin } from '@/lib/server/people/forwarded';
import type { SignInBody } from '@/lib/server/people/people-body';

type Headers = globalThis.Headers;

/** An address that nobody can have, so that an unknown name costs the same time as a wrong password. */
const NOBODY = 'nobody@vatdeck.invalid';

async function addressOf(who: string): Promise<string> {
  if (who.includes('@')) return who.trim().toLowerCase();
  const { prisma } = (await instance()).database;
  const where = { nameKey: nameKey(who.trim()) };
  return (await prisma.person.findUnique({ where, select: { email: true } }))?.email ?? NOBODY;
}

/** What better-auth is told of a request: where from and by which browser. No cookie: a session is always new. */
const told = (headers: Headers): Headers =>
  new Headers({
    'user-agent': headers.get('user-agent')?.slice(0, 300) ?? '',
    'x-forwarded-for': clientAddress(headers),
  });

async function bannedWords(email: string): Promise<ServerError> {
  const { prisma } = (await instance()).database;
  const person = await prisma.person.findUnique({ where: { email }, select: { banReason: true } });
  return new ServerError(
    'forbidden',
    `This account is banned: ${person?.banReason ?? 'no reason was given'}`,
    {
      hint: 'An admin can lift the ban.',
    },
  );
}

/** A session for somebody whose address and password are known to be right or are about to be checked; the answer carries its cookie. */
export async function startSession(headers: Headers, email: string, password: string): Promise<Response> {
  const { auths, env } = await instance();
  const auth = auths.at(publicOrigin(headers, env.auth));
  const answer = await auth.api.signInEmail({
    body: { email, password },
    headers: told(headers),
    asResponse: true,
  });
  if (answer.ok) {
    const cookies = new Headers({ 'cache-control': 'no-store' });
    for (const cookie of answer.headers.getSetCookie()) cookies.append('set-cookie', cookie);
    return new Response(null, { status: 204, headers: cookies });
  }
  if (answer.status === 403) throw await bannedWords(email);
  throw new ServerError('wrong-sign-in', 'This name or address and this password do not belong together.', {
    hint: 'Names and addresses are one in small and capital letters, passwords are not. An admin can make a link that sets a new one.',
  });
}

/** Signs somebody in by name or address and password; tries are counted before they are made. */
export async function signIn(headers: Headers, { who, password }: SignInBody): Promise<Response> {
  const email = await addressOf(who);
  const whose = email === NOBODY ? nameKey(who.trim()) : email;
  await countAttempt('sign-in from', clientAddress(headers));
  await countAttempt('sign-in of', whose);
  const answer = await startSession(headers, email, password);
  await forgetAttempts('sign-in of', whose);
  return answer;
}

/** Ends the session of this request's cookie, if there is one, and takes the cookie back. */
export async function signOut(headers: Headers): Promise<Response> {
  const { auths, env } = await instance();
  const cookie = headers.get('cookie') ?? '';
  const auth = auths.at(publicOrigin(headers, env.auth));
  const answer = await auth.api.signOut({ headers: new Headers({ cookie }), asResponse: true });
  const cookies = new Headers({ 'cache-control': 'no-store' });
  for (const set of answer.headers.getSetCookie()) cookies.append('set-cookie', set);
  return new Response(null, { status: 204, headers: cookies });
}
