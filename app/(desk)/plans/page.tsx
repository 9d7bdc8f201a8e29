import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { NewPlanButton } from '@/components/plan/NewPlanButton';
import { PlanList } from '@/components/plan/PlanTable';
import { planSource } from '@/components/plan/plan-sources';
import { Page } from '@/components/ui/Page';
import { mayDo } from '@/lib/people/permissions';
import { requestActor } from '@/lib/server/actor';
import { listPlans } from '@/lib/server/plan/list-plans';

export const metadata: Metadata = { title: 'Plans' };

type Props = { searchParams: Promise<{ new?: string | string[] }> };

export default async function PlansPage({ searchParams }: Props) {
  const actor = await requestActor(await headers());
  const [plans, params] = await Promise.all([listPlans(actor), searchParams]);
  const may = mayDo(actor.roles, 'make-plan');
  const actions = <NewPlanButton initial={planSource(params.new)} why={may.ok ? null : may.reason} />;
  return (
    <Page title="Plans" actions={actions}>
      <PlanList initial={plans} />
    </Page>
  );
}
