import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { DeskShell } from '@/components/shell/DeskShell';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  await connection();
  return <DeskShell now={Date.now()}>{children}</DeskShell>;
}
