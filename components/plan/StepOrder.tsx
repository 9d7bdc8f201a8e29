'use client';

import { useRef, useState } from 'react';
import { DragArea } from '@/components/plan/DragArea';
import { type KeyHeld, keyOnRow, type Lift, movedWords } from '@/components/plan/lift';
import { StepRow } from '@/components/plan/StepRow';
import { type Move, moveStep } from '@/lib/plan/move-step';
import type { Step } from '@/lib/plan/plan';

type Props = {
  steps: readonly Step[];
  onMove: (move: Move) => void;
  /** Why the order cannot be changed now. */
  why: string | null;
};

/**
 * The sequence of steps, in which each can be moved: dragged, by keys, or by its menu.
 * What happens is said aloud with the step's name and its position.
 */
export function StepOrder({ steps, onMove, why }: Props) {
  const [lift, setLift] = useState<Lift | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const shown = lift ? moveStep(steps, lift) : steps;

  const focusRow = (stepId: string) => {
    const handles = list.current?.querySelectorAll<HTMLElement>('[data-handle]') ?? [];
    [...handles].find(({ dataset }) => dataset.handle === stepId)?.focus();
  };
  const move = (change: Move) => {
    onMove(change);
    const title = steps.find(({ id }) => id === change.stepId)?.title ?? change.stepId;
    setSaid(movedWords(title, change.to, steps.length));
  };
  const onKey = (stepId: string, held: KeyHeld): boolean => {
    const outcome = why ? null : keyOnRow(steps, stepId, lift, held);
    if (!outcome) return false;
    setLift(outcome.lift);
    if (outcome.move) onMove(outcome.move);
    if (outcome.say) setSaid(outcome.say);
    if (outcome.focus) focusRow(outcome.focus);
    return true;
  };

  return (
    <DragArea steps={steps} onMove={move} disabled={why !== null || lift !== null}>
      <ol ref={list} aria-label="Order of steps">
        {shown.map((step, index) => (
          <StepRow
            key={step.id}
            step={step}
            index={index}
            count={shown.length}
            lifted={lift?.stepId === step.id}
            why={why}
            onKey={onKey}
            onBlur={() => setLift(null)}
            onMove={move}
          />
        ))}
      </ol>
      <p id="step-order-keys" className="pt-2 text-12 text-ink-3">
        {why ??
          'Drag a step, or focus it: Alt+↑/↓ moves it; Space lifts it, ↑/↓ carry it, Space drops it, Esc puts it back.'}
      </p>
      <output aria-live="assertive" className="sr-only">
        {said}
      </output>
    </DragArea>
  );
}
