'use client';

import type { Reading } from '@/app/(desk)/plans/[planId]/use-reading';
import { PageTabs } from '@/components/ui/PageTabs';
import type { PlanTab } from '@/lib/url/plan-page-view';

type Props = { tab: PlanTab; reading: Reading; onTab: (tab: PlanTab) => void };

/** The parts of a plan page; each is a link of its own. */
export function PlanTabs({ tab, reading, onTab }: Props) {
  const { view, plan } = reading.edits;
  const tabs: readonly (readonly [PlanTab, string, number | null])[] = [
    ['steps', 'Steps', plan.steps.length],
    ['review', 'Review', null],
    ['rules', 'Rules and policy', plan.constraints.length || null],
    ['history', 'History', view.revisionNo],
    ['audit', 'Audit', null],
  ];
  return <PageTabs label="Parts of the plan" tab={tab} tabs={tabs} onTab={onTab} />;
}
