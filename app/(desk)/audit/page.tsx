import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { AuditDesk } from '@/app/(desk)/audit/AuditDesk';
import { requestActor } from '@/lib/server/actor';
import { parseAuditView } from '@/lib/url/audit-view';

export const metadata: Metadata = { title: 'Audit' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  await requestActor(await headers());
  const given = Object.entries(await searchParams);
  const query = given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return <AuditDesk initial={parseAuditView(new URLSearchParams(query))} />;
}
