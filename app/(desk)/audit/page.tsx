import type { Metadata } from 'next';
import { AuditDesk } from '@/app/(desk)/audit/AuditDesk';
import { pageActor } from '@/app/page-actor';
import { parseAuditView } from '@/lib/url/audit-view';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'Audit' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const asked = await searchParams;
  await pageActor(paths.audit(), asked);
  const given = Object.entries(asked);
  const query = given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return <AuditDesk initial={parseAuditView(new URLSearchParams(query))} />;
}
