'use client';

import type { Reading } from '@/app/(desk)/plans/[planId]/use-reading';
import { ApprovalPanel } from '@/components/approval/ApprovalPanel';
import { ChangesBetween } from '@/components/plan/ChangesBetween';
import type { ApprovalView } from '@/lib/plan/plan-view';

/** The approval panel with the plan's own diffs. */
export function ApprovalSide({ reading }: { reading: Reading }) {
  const { edits, actor, acts, unseen } = reading;
  const { view } = edits;
  const changesSince = ({ revisionNo }: ApprovalView) => (
    <ChangesBetween planId={view.id} from={revisionNo} to={view.revisionNo} current={view} />
  );
  return (
    <ApprovalPanel
      view={view}
      reader={{ ...actor, unsaved: edits.unsaved, unseen: unseen !== null }}
      acts={acts}
      changesSince={changesSince}
    />
  );
}
