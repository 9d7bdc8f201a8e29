'use client';

import Link from 'next/link';
import { type ReactNode, useSyncExternalStore } from 'react';
import { FormError } from '@/components/people/FormError';
import { WelcomeForm } from '@/components/people/WelcomeForm';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { isRefusal } from '@/lib/client/door';
import { useLink } from '@/lib/client/use-people';
import type { LinkView } from '@/lib/people/person-view';
import { sayRoles } from '@/lib/people/role';
import { paths } from '@/lib/url/paths';

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** The secret of the link: behind the #, so that no server and no proxy writes it into a log. Null while the server renders. */
const useSecret = (): string | null =>
  useSyncExternalStore(
    subscribe,
    () => window.location.hash.slice(1),
    () => null,
  );

const title = ({ kind, name }: LinkView): string =>
  kind === 'reset' ? `New password for ${name ?? 'you'}` : 'Welcome to Vatdeck';

const lead = ({ kind, roles }: LinkView): string => {
  if (kind === 'first-admin')
    return 'You become an admin of this server: you invite the others and say what each may do.';
  return kind === 'reset'
    ? 'Every browser that is signed in is signed out by it.'
    : `You are invited as ${sayRoles(roles, 'and')}.`;
};

/** The link opens nothing, and why. */
const NoLink = ({ children }: { children: ReactNode }) => (
  <>
    <h1 className="text-20 font-medium">This link opens nothing</h1>
    {children}
    <p className="text-13 text-ink-2">
      You have an account already?{' '}
      <Link href={paths.signIn()} className="text-accent underline">
        Sign in
      </Link>
      .
    </p>
  </>
);

export function WelcomeDesk() {
  const secret = useSecret();
  const { data: link, error, refetch } = useLink(secret);
  if (secret === null) return null;
  if (secret === '')
    return (
      <NoLink>
        <Notice look="failed" alert>
          <p>The part behind the # is missing.</p>
          <p className="text-ink-2">Open the whole link, as it was copied.</p>
        </Notice>
      </NoLink>
    );
  if (error)
    return (
      <NoLink>
        <FormError error={error} />
        {!isRefusal(error) && (
          <Button className="self-start" onClick={() => void refetch()}>
            Try again
          </Button>
        )}
      </NoLink>
    );
  if (!link) return <p className="text-13 text-ink-2">The link is being read…</p>;
  return (
    <>
      <div className="flex flex-col gap-1">
        <h1 className="text-20 font-medium">{title(link)}</h1>
        <p className="text-13 text-ink-2">{lead(link)}</p>
      </div>
      <WelcomeForm token={secret} link={link} onDone={() => window.location.assign(paths.home())} />
    </>
  );
}
