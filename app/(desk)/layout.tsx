import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { DeskShell } from '@/components/shell/DeskShell';

/** Taken per request, so that server and browser draw the same relative times. */
const serverNow = (): number => Date.now();

export default async function DeskLayout({ children }: { children: ReactNode }) {
  await connection();
  return <DeskShell now={serverNow()}>{children}</DeskShell>;
}
