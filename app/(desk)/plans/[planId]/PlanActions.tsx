'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { Reading } from '@/app/(desk)/plans/[planId]/use-reading';
import { ExportMenu } from '@/components/plan/ExportMenu';
import { FillBundlesDialog } from '@/components/plan/FillBundlesDialog';
import { RehearseButton } from '@/components/run-list/RehearseButton';
import { Button } from '@/components/ui/Button';
import { Menu, MenuItem } from '@/components/ui/Menu';
import { ReasonDialog } from '@/components/ui/ReasonDialog';
import type { PlanEdits } from '@/lib/client/plan-order/use-plan-edits';
import type { Step } from '@/lib/plan/plan';

const UNSAVED = 'What is shown is not saved yet.';

/** Each step by an edit of its own, so that it can be put on top of what others did. */
function fill({ edit }: PlanEdits, steps: readonly Step[]): void {
  for (const step of steps)
    if (step.kind === 'core-eval')
      edit({ type: 'change-step', stepId: step.id, patch: { proposals: step.proposals } });
}

/** What can be done with the plan as a whole. */
export function PlanActions({ reading }: { reading: Reading }) {
  const { edits, acts } = reading;
  const [closing, setClosing] = useState<'withdrawn' | 'superseded' | null>(null);
  const [reopening, setReopening] = useState(false);
  const [filling, setFilling] = useState(false);
  const closeWhy = reading.why('close');
  return (
    <>
      <Menu
        label="More on this plan"
        trigger={
          <Button look="quiet" size="icon" aria-label="More on this plan">
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
      >
        <MenuItem why={reading.why('edit')} onSelect={() => setFilling(true)}>
          Fill in bundle ids…
        </MenuItem>
        <MenuItem why={closeWhy} onSelect={() => setClosing('withdrawn')}>
          Withdraw plan…
        </MenuItem>
        <MenuItem why={closeWhy} onSelect={() => setClosing('superseded')}>
          Mark as superseded…
        </MenuItem>
        <MenuItem why={reading.why('reopen')} onSelect={() => setReopening(true)}>
          Reopen as draft…
        </MenuItem>
      </Menu>
      <ExportMenu view={edits.view} why={edits.unsaved ? UNSAVED : null} />
      <RehearseButton view={edits.view} why={reading.why('rehearse') ?? (edits.unsaved ? UNSAVED : null)} />
      {filling && (
        <FillBundlesDialog
          plan={edits.plan}
          onFill={(steps) => fill(edits, steps)}
          onClose={() => setFilling(false)}
        />
      )}
      {closing && (
        <ReasonDialog
          title={closing === 'withdrawn' ? 'Withdraw plan' : 'Mark as superseded'}
          description="The plan closes: it cannot be edited or approved until it is reopened. Its history stays."
          verb={closing === 'withdrawn' ? 'Withdraw plan' : 'Mark as superseded'}
          onSay={(why) => void acts.close({ state: closing, why })}
          onClose={() => setClosing(null)}
        />
      )}
      {reopening && (
        <ReasonDialog
          title="Reopen as draft"
          description="The plan can be edited again. Its decisions stay; those of its content as it is count again once it is in review."
          verb="Reopen plan"
          onSay={(why) => void acts.reopen(why)}
          onClose={() => setReopening(false)}
        />
      )}
    </>
  );
}
