'use client';

import { useMemo } from 'react';
import { PlanActions } from '@/app/(desk)/plans/[planId]/PlanActions';
import { PlanTabs } from '@/app/(desk)/plans/[planId]/PlanTabs';
import { ReviewTab } from '@/app/(desk)/plans/[planId]/ReviewTab';
import { StepsTab } from '@/app/(desk)/plans/[planId]/StepsTab';
import { usePlanPage } from '@/app/(desk)/plans/[planId]/use-plan-page';
import { type Reading, useReading } from '@/app/(desk)/plans/[planId]/use-reading';
import { AuditExport } from '@/components/audit/AuditFilters';
import { AuditTable } from '@/components/audit/AuditTable';
import { ChangeList } from '@/components/plan/ChangeList';
import { HistoryPanel } from '@/components/plan/HistoryPanel';
import { PlanHeader } from '@/components/plan/PlanHeader';
import { RulesPanel } from '@/components/plan/RulesPanel';
import { SaveTrouble } from '@/components/plan/SaveState';
import { KernelBanner } from '@/components/run-list/KernelBanner';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { Page } from '@/components/ui/Page';
import { Panel } from '@/components/ui/Panel';
import { StateMark } from '@/components/ui/StateMark';
import { assertNever } from '@/lib/base/assert';
import type { RunRow } from '@/lib/live/run-row';
import type { Role } from '@/lib/people/role';
import { diffPlans } from '@/lib/plan/diff';
import { planLook } from '@/lib/plan/plan-look';
import type { PlanView } from '@/lib/plan/plan-view';
import type { PlanPageView } from '@/lib/url/plan-page-view';

export type Actor = { readonly name: string; readonly roles: readonly Role[] };
type Props = { initial: PlanView; runs: RunRow[]; actor: Actor; page: PlanPageView };

/** One plan: its order and checks, its review, its rules, its history, and what was done to it. */
export function PlanDesk({ initial, runs, actor, page }: Props) {
  const reading = useReading(initial, actor);
  const [shown, show] = usePlanPage(page);
  const { edits } = reading;
  return (
    <Page
      title={edits.title}
      mark={<StateMark {...planLook(edits.view)} />}
      facts={<PlanHeader edits={edits} why={reading.why('edit')} />}
      actions={<PlanActions reading={reading} />}
    >
      <KernelBanner />
      <PlanTabs tab={shown.tab} reading={reading} onTab={(tab) => show({ tab, from: null, to: null })} />
      <ChangedMeanwhile reading={reading} />
      <OneTab shown={shown} show={show} reading={reading} runs={runs} />
    </Page>
  );
}

export type TabProps = {
  shown: PlanPageView;
  show: (part: Partial<PlanPageView>) => void;
  reading: Reading;
  runs: RunRow[];
};

function OneTab(props: TabProps) {
  const { shown, show, reading } = props;
  const { edits, acts } = reading;
  const { view } = edits;
  const audit = useMemo(() => ({ subject: `plan:${view.id}` }), [view.id]);
  switch (shown.tab) {
    case 'steps':
      return <StepsTab {...props} />;
    case 'review':
      return <ReviewTab {...props} />;
    case 'rules':
      return (
        <>
          <SaveTrouble edits={edits} />
          <RulesPanel edits={edits} why={reading.why('edit')} />
        </>
      );
    case 'history':
      return (
        <HistoryPanel
          view={view}
          from={shown.from}
          to={shown.to}
          onCompare={(from, to) => show({ from, to })}
          restoreWhy={edits.unsaved ? 'What is shown is not saved yet.' : reading.why('restore')}
          onRestore={(no, why) => void acts.restore({ no, baseRevision: view.revisionNo, why })}
        />
      );
    case 'audit':
      return (
        <Panel title="What was done to this plan" actions={<AuditExport params={audit} />}>
          <AuditTable params={audit} />
        </Panel>
      );
    default:
      return assertNever(shown.tab);
  }
}

/** Somebody else's change while the page was open: nothing is decided on before it was looked at. */
function ChangedMeanwhile({ reading }: { reading: Reading }) {
  const { unseen, look, edits } = reading;
  if (!unseen || edits.conflict) return null;
  return (
    <Notice
      look="attention"
      alert
      className="mb-4"
      actions={
        <Button look="primary" onClick={look}>
          I have seen it
        </Button>
      }
    >
      <p>
        {edits.view.author} changed the plan while you read it: revision{' '}
        <span className="tnum">{unseen.revisionNo}</span> became{' '}
        <span className="tnum">{edits.view.revisionNo}</span>.
      </p>
      <ChangeList changes={diffPlans(unseen.plan, edits.view.plan)} label="What changed meanwhile" />
    </Notice>
  );
}
