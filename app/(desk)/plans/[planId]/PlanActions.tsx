'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { Reading } from '@/app/(desk)/plans/[planId]/use-reading';
import { ExportMenu } from '@/components/plan/ExportMenu';
import { RehearseButton } from '@/components/run-list/RehearseButton';
import { Button } from '@/components/ui/Button';
import { Menu, MenuItem } from '@/components/ui/Menu';
import { ReasonDialog } from '@/components/ui/ReasonDialog';

const UNSAVED = 'What is shown is not saved yet.';

/** What can be done with the plan as a whole. */
export function PlanActions({ reading }: { reading: Reading }) {
  const { edits, acts } = reading;
  const [closing, setClosing] = useState<'withdrawn' | 'superseded' | null>(null);
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
        <MenuItem why={closeWhy} onSelect={() => setClosing('withdrawn')}>
          Withdraw plan…
        </MenuItem>
        <MenuItem why={closeWhy} onSelect={() => setClosing('superseded')}>
          Mark as superseded…
        </MenuItem>
      </Menu>
      <ExportMenu view={edits.view} why={edits.unsaved ? UNSAVED : null} />
      <RehearseButton view={edits.view} why={reading.why('rehearse') ?? (edits.unsaved ? UNSAVED : null)} />
      {closing && (
        <ReasonDialog
          title={closing === 'withdrawn' ? 'Withdraw plan' : 'Mark as superseded'}
          description="The plan closes: it cannot be edited or approved any more. Its history stays."
          verb={closing === 'withdrawn' ? 'Withdraw plan' : 'Mark as superseded'}
          onSay={(why) => void acts.close({ state: closing, why })}
          onClose={() => setClosing(null)}
        />
      )}
    </>
  );
}
