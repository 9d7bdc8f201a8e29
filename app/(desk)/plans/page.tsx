import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { PlanList } from '@/components/plan/PlanTable';
import { Page } from '@/components/ui/Page';
import { requestActor } from '@/lib/server/actor';
import { listPlans } from '@/lib/server/plan/list-plans';

export const metadata: Metadata = { title: 'Plans' };

export default async function PlansPage() {
  const plans = await listPlans(await requestActor(await headers()));
  return (
    <Page title="Plans">
      <PlanList initial={plans} />
    </Page>
  );
}
