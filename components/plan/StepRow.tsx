'use client';

import { useSortable } from '@dnd-kit/sortable';
import { GripVertical } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { KeyHeld } from '@/components/plan/lift';
import { StepMenu } from '@/components/plan/StepMenu';
import { StepVats } from '@/components/plan/StepVats';
import { cn } from '@/components/ui/cn';
import type { Move } from '@/lib/plan/move-step';
import type { Step } from '@/lib/plan/plan';

type Props = {
  step: Step;
  index: number;
  count: number;
  lifted: boolean;
  why: string | null;
  onKey: (stepId: string, held: KeyHeld) => boolean;
  onBlur: () => void;
  onMove: (move: Move) => void;
};

/** One step in the order: its place, its name, the vats it upgrades, and how to move it. */
export function StepRow({ step, index, count, lifted, why, onKey, onBlur, onMove }: Props) {
  const { setNodeRef, setActivatorNodeRef, listeners, isDragging, isOver, activeIndex, overIndex } =
    useSortable({
      id: step.id,
    });
  const line =
    isOver && activeIndex !== -1 && activeIndex !== overIndex
      ? activeIndex < overIndex
        ? 'below'
        : 'above'
      : null;
  const keyDown = (event: KeyboardEvent) => {
    if (onKey(step.id, { key: event.key, alt: event.altKey })) event.preventDefault();
  };
  return (
    <li
      ref={setNodeRef}
      className={cn(
        'group relative flex min-h-9 items-center gap-2 border-b border-line pr-1 text-13 hover:bg-ink/3',
        lifted && 'z-10 bg-accent-soft shadow-float',
        isDragging && 'opacity-40',
      )}
    >
      {line && <DropLine side={line} />}
      <button
        ref={setActivatorNodeRef}
        {...(why ? {} : listeners)}
        type="button"
        data-handle={step.id}
        aria-label={`${step.title}, position ${index + 1} of ${count}`}
        aria-describedby="step-order-keys"
        aria-pressed={lifted}
        aria-disabled={why !== null}
        onKeyDown={keyDown}
        onBlur={onBlur}
        className="flex min-h-9 min-w-0 flex-1 basis-40 touch-manipulation items-center gap-2 text-left"
      >
        <GripVertical size={14} aria-hidden className={cn('shrink-0 text-ink-3', why && 'opacity-30')} />
        <span className="w-5 shrink-0 text-right font-mono text-12 tnum text-ink-3">{index + 1}</span>
        <span className="min-w-0 truncate font-medium" title={step.title}>
          {step.title}
        </span>
      </button>
      <StepVats step={step} />
      <StepMenu step={step} index={index} count={count} why={why} onMove={onMove} />
    </li>
  );
}

/** Where the dragged step will land. */
const DropLine = ({ side }: { side: 'above' | 'below' }) => (
  <span
    aria-hidden
    data-drop={side}
    className={cn(
      'absolute inset-x-0 z-10 h-0.5 bg-accent before:absolute before:-left-1 before:-top-[3px] before:size-2 before:rounded-full before:bg-accent',
      side === 'above' ? '-top-[1.5px]' : '-bottom-[1.5px]',
    )}
  />
);
