import type { Metadata } from 'next';
import { orNotFound } from '@/app/(desk)/or-not-found';
import { PlanDesk } from '@/app/(desk)/plans/[planId]/PlanDesk';
import { pageActor } from '@/app/page-actor';
import { readPlan } from '@/lib/server/plan/read-plan';
import { listRuns } from '@/lib/server/run/list-runs';
import { paths } from '@/lib/url/paths';
import { parsePlanPage } from '@/lib/url/plan-page-view';

type Props = {
  params: Promise<{ planId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function planOf({ params, searchParams }: Props) {
  const { planId } = await params;
  const actor = await pageActor(paths.plan(planId), await searchParams);
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
