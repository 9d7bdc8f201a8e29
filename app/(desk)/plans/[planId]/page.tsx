import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { orNotFound } from '@/app/(desk)/or-not-found';
import { PlanDesk } from '@/app/(desk)/plans/[planId]/PlanDesk';
import { requestActor } from '@/lib/server/actor';
import { readPlan } from '@/lib/server/plan/read-plan';
import { listRuns } from '@/lib/server/run/list-runs';

type Props = { params: Promise<{ planId: string }> };

async function planOf({ params }: Props) {
  const actor = await requestActor(await headers());
  const { planId } = await params;
  return { actor, view: await orNotFound(readPlan(actor, planId)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await planOf(props)).view.title };
}

export default async function PlanPage(props: Props) {
  const { actor, view } = await planOf(props);
  return <PlanDesk key={view.id} initial={view} runs={await listRuns(actor)} actor={actor.name} />;
}
