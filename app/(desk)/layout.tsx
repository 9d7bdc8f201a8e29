import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DeskShell } from '@/components/shell/DeskShell';
import { findActor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { providersOf } from '@/lib/server/people/provider-door';
import { readStatus } from '@/lib/server/status/read-status';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const actor = await findActor(await headers());
  // The page itself knows its path, and sends whoever is not signed in to the sign-in page.
  if (!actor) return children;
  const { env } = await instance();
  const { kind, name, roles } = actor;
  return (
    <DeskShell status={await readStatus(actor)} me={{ kind, name, roles }} providers={providersOf(env.auth)}>
      {children}
    </DeskShell>
  );
}
