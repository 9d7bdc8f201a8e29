import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DeskShell } from '@/components/shell/DeskShell';
import { requestActor } from '@/lib/server/actor';
import { readStatus } from '@/lib/server/status/read-status';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const status = await readStatus(await requestActor(await headers()));
  return <DeskShell status={status}>{children}</DeskShell>;
}
