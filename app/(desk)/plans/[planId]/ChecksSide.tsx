'use client';

import type { Reading } from '@/app/(desk)/plans/[planId]/use-reading';
import { ChecksPanel } from '@/components/plan/ChecksPanel';
import { unchecked } from '@/lib/plan/check';

type Props = { reading: Reading; step: string | null; onStep: (stepId: string | null) => void };

const focusStep = (stepId: string): void => {
  const row = document.getElementById(`step-${stepId}`);
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector<HTMLElement>('[data-handle]')?.focus();
};

/** The checks of the plan as it is shown, with the way to each step. */
export function ChecksSide({ reading, step, onStep }: Props) {
  const { edits, acts, violations, facts } = reading;
  const { view, plan } = edits;
  return (
    <ChecksPanel
      violations={violations}
      waivers={view.waivers}
      unchecked={unchecked(plan, facts)}
      titleOf={(id) => plan.steps.find((one) => one.id === id)?.title ?? id}
      step={step}
      onStep={(id) => {
        onStep(id);
        if (id !== null) requestAnimationFrame(() => focusStep(id));
      }}
      waiveWhy={edits.unsaved ? 'What is shown is not saved yet.' : reading.why('waive')}
      onWaive={(key, reason) => acts.waive({ digest: view.digest, key, reason })}
      onUnwaive={acts.unwaive}
    />
  );
}
