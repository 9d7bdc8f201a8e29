'use client';

import { ChangeList } from '@/components/plan/ChangeList';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { StateMark } from '@/components/ui/StateMark';
import { DoorError, errorWords } from '@/lib/client/door';
import { type Conflict, rebaseLost } from '@/lib/client/plan-order/edit-state';
import { newStepId, type PlanEdits } from '@/lib/client/plan-order/use-plan-edits';
import { diffPlans } from '@/lib/plan/diff';

/** Whether what is shown is saved, beside the heading of the order. */
export function SaveState({ edits }: { edits: PlanEdits }) {
  const { pending, view, failure } = edits;
  if (failure !== null) return <StateMark look="failed" word="not saved" className="text-12" />;
  return (
    <output className="tnum text-12 text-ink-3" aria-live="off">
      {pending.length > 0 ? 'saving…' : `saved · revision ${view.revisionNo}`}
    </output>
  );
}

/** What stands between the reader and a saved plan: somebody was faster, the server did not take it, an edit was refused. */
export function SaveTrouble({ edits }: { edits: PlanEdits }) {
  return (
    <>
      {edits.failure !== null && <NotSaved edits={edits} />}
      {edits.failure === null && edits.conflict && <Overtaken edits={edits} conflict={edits.conflict} />}
      {edits.refused && (
        <Notice look="attention" alert className="border-t-0" actions={<Noticed edits={edits} />}>
          {edits.refused}
        </Notice>
      )}
      {edits.dropped.length > 0 && (
        <Notice look="attention" alert className="border-t-0" actions={<Noticed edits={edits} />}>
          <p>Not carried over:</p>
          <LostList lost={edits.dropped} />
        </Notice>
      )}
    </>
  );
}

const Noticed = ({ edits }: { edits: PlanEdits }) => (
  <Button size="small" onClick={() => edits.tell({ type: 'noticed' })}>
    Understood
  </Button>
);

const changes = (count: number): string => (count === 1 ? 'my change' : `my ${count} changes`);

function NotSaved({ edits }: { edits: PlanEdits }) {
  const { where, todo } = errorWords(edits.failure);
  const offline = edits.failure instanceof DoorError && edits.failure.status === 0;
  const actions = (
    <>
      <Button onClick={() => edits.tell({ type: 'given up' })}>
        Discard {changes(edits.pending.length)}
      </Button>
      <Button look="primary" onClick={() => edits.tell({ type: 'retried' })}>
        Save again
      </Button>
    </>
  );
  return (
    <Notice look="failed" alert actions={actions} className="border-t-0">
      <p>What is shown below is not saved. {where}</p>
      <p className="text-ink-2">
        {offline ? 'Your changes are kept here, and saved as soon as it answers.' : todo}
      </p>
    </Notice>
  );
}

function Overtaken({ edits, conflict }: { edits: PlanEdits; conflict: Conflict }) {
  const { view } = edits;
  const theirs = diffPlans(conflict.base.plan, view.plan);
  const { dropped } = rebaseLost(conflict, view.plan, newStepId);
  const actions = (
    <>
      <Button onClick={() => edits.tell({ type: 'given up' })}>Keep theirs</Button>
      <Button look="primary" onClick={() => edits.tell({ type: 'rebased' })}>
        Put {changes(conflict.lost.length)} on top
      </Button>
    </>
  );
  return (
    <Notice look="attention" alert actions={actions} className="border-t-0">
      <p>
        {view.author} saved first; the plan below is theirs, revision{' '}
        <span className="tnum">{view.revisionNo}</span>. They changed:
      </p>
      <ChangeList changes={theirs} label="Their changes" none="Only names, notes or links." />
      <p className="pt-1">Not saved of yours:</p>
      <ul aria-label="My changes" className="text-ink-2">
        {conflict.lost.map(({ says }, at) => (
          <li key={at}>{says}</li>
        ))}
      </ul>
      {dropped.length > 0 && (
        <>
          <p className="pt-1">Of these, not possible any more:</p>
          <LostList lost={dropped} />
        </>
      )}
    </Notice>
  );
}

const LostList = ({ lost }: { lost: readonly { says: string; why: string }[] }) => (
  <ul className="text-ink-2">
    {lost.map(({ says, why }, at) => (
      <li key={at}>
        {says}: {why}
      </li>
    ))}
  </ul>
);
