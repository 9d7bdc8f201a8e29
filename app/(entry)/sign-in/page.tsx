import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { SignInDesk } from '@/app/(entry)/sign-in/SignInDesk';
import { findActor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { providersOf } from '@/lib/server/people/provider-door';
import { nextPath } from '@/lib/url/next-path';

export const metadata: Metadata = { title: 'Sign in' };

type Query = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Query> };

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = nextPath(first(query.next));
  if (await findActor(await headers())) redirect(next);
  const { env, database } = await instance();
  const people = await database.prisma.person.count();
  return (
    <SignInDesk
      providers={providersOf(env.auth)}
      next={next}
      refused={first(query.error) ?? null}
      nobodyYet={people === 0}
    />
  );
}
