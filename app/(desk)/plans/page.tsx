import type { Metadata } from 'next';
import { pageActor } from '@/app/page-actor';
import { NewPlanButton } from '@/components/plan/NewPlanButton';
import { PlanList } from '@/components/plan/PlanTable';
import { planSource } from '@/components/plan/plan-sources';
import { Page } from '@/components/ui/Page';
import { mayDo } from '@/lib/people/permissions';
import { listPlans } from '@/lib/server/plan/list-plans';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'Plans' };

type Props = { searchParams: Promise<{ new?: string | string[] }> };

export default async function PlansPage({ searchParams }: Props) {
  const params = await searchParams;
  const actor = await pageActor(paths.plans(), params);
  const plans = await listPlans(actor);
  const may = mayDo(actor.roles, 'make-plan');
  const actions = <NewPlanButton initial={planSource(params.new)} why={may.ok ? null : may.reason} />;
  return (
    <Page title="Plans" actions={actions}>
      <PlanList initial={plans} />
    </Page>
  );
}
