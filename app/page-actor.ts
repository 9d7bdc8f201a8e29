import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { type Actor, findActor } from '@/lib/server/actor';
import { paths } from '@/lib/url/paths';

type Query = Readonly<Record<string, string | string[] | undefined>>;

function withQuery(path: string, query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}

/** Who looks at a page; whoever is not signed in goes to the sign-in page and comes back to `path` and its query, as every view is a link. */
export async function pageActor(path: string, query: Query = {}): Promise<Actor> {
  return (await findActor(await headers())) ?? redirect(paths.signIn(withQuery(path, query)));
}
