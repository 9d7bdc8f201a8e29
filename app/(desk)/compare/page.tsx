import type { Metadata } from 'next';
import { CompareDesk } from '@/app/(desk)/compare/CompareDesk';
import { pageActor } from '@/app/page-actor';
import { listRuns } from '@/lib/server/run/list-runs';

export const metadata: Metadata = { title: 'Compare runs' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const idsIn = (value: string | string[] | undefined): string[] =>
  typeof value === 'string' ? [...new Set(value.split(',').filter((id) => /^[\w-]{1,100}$/.test(id)))] : [];

export default async function ComparePage({ searchParams }: Props) {
  const query = await searchParams;
  const runs = await listRuns(await pageActor('/compare', query));
  return <CompareDesk runs={runs} a={idsIn(query.a)} b={idsIn(query.b)} />;
}
