import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { orNotFound } from '@/app/(desk)/or-not-found';
import { PlanDesk } from '@/app/(desk)/plans/[planId]/PlanDesk';
import { requestActor } from '@/lib/server/actor';
import { readPlan } from '@/lib/server/plan/read-plan';
import { listRuns } from '@/lib/server/run/list-runs';
import { parsePlanPage } from '@/lib/url/plan-page-view';

type Props = {
  params: Promise<{ planId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function planOf({ params }: Pick<Props, 'params'>) {
  const actor = await requestActor(await headers());
  const { planId } = await params;
  return { actor, view: await orNotFound(readPlan(actor, planId)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await planOf(props)).view.title };
}

export default async function PlanPage(props: Props) {
  const { actor, view } = await planOf(props);
  const given = Object.entries(await props.searchParams);
  const query = given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return (
    <PlanDesk
      key={view.id}
      initial={view}
      runs={await listRuns(actor)}
      actor={{ name: actor.name, roles: [...actor.roles] }}
      page={parsePlanPage(new URLSearchParams(query))}
    />
  );
}
