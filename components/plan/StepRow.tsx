'use client';

import { GripVertical, MessageSquare } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import { ProposalLines, StepVats } from '@/components/plan/ProposalLines';
import { StepMarks } from '@/components/plan/StepMarks';
import { StepMenu } from '@/components/plan/StepMenu';
import { cn } from '@/components/ui/cn';
import type { Step } from '@/lib/plan/plan';

export type StepAct =
  | { do: 'edit' | 'comment' | 'remove' | 'merge' | 'add-after' | 'position' | 'check' }
  | { do: 'up' | 'down' }
  | { do: 'split'; at: number }
  | { do: 'edit-proposal' | 'remove-proposal' | 'move-proposal'; at: number };

export type RowActs = {
  onKey: (stepId: string, event: KeyboardEvent) => void;
  onBlur: () => void;
  onPress: (stepId: string, event: MouseEvent) => void;
  onAct: (stepId: string, act: StepAct) => void;
  /** Where it stands now, from 0, and how many there are. */
  placeOf: (stepId: string) => { index: number; count: number };
};

type Props = {
  step: Step;
  index: number;
  count: number;
  selected: boolean;
  lifted: boolean;
  /** How many hard and advisory rules it breaks, as `2 1`; empty for none. */
  marks: string;
  comments: number;
  why: string | null;
  acts: RowActs;
};

/**
 * One step in the order: its place, its name, what it proposes and upgrades, and what can be done with it.
 * Drawn again only when something of its own changed: a plan may have 120 of them.
 */
export const StepRow = memo(function StepRow(props: Props) {
  const { step, selected, lifted, marks, comments, why, acts } = props;
  const single = step.proposals.length === 1;
  return (
    <li
      data-step={step.id}
      id={`step-${step.id}`}
      className={cn(
        'group relative scroll-mt-16 border-b [contain-intrinsic-size:auto_36px] [content-visibility:auto] border-line text-13 hover:bg-ink/3 data-dragging:opacity-40 data-into:bg-accent-soft',
        selected && 'bg-accent-soft hover:bg-accent-soft',
        lifted && 'z-10 shadow-float',
      )}
    >
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 pr-1 sm:flex-nowrap">
        <RowHandle {...props} />
        <StepMarks marks={marks} onShow={() => acts.onAct(step.id, { do: 'check' })} />
        {single && <StepVats step={step} why={why} />}
        <CommentButton step={step} count={comments} acts={acts} />
        <StepMenu step={step} why={why} acts={acts} />
      </div>
      {!single && <ProposalLines step={step} why={why} acts={acts} />}
    </li>
  );
});

function RowHandle({ step, index, count, selected, lifted, why, acts }: Props) {
  return (
    <button
      type="button"
      data-handle={step.id}
      aria-label={`${step.title}, position ${index + 1} of ${count}`}
      aria-describedby="step-order-keys"
      aria-pressed={selected || lifted}
      onKeyDown={(event) => acts.onKey(step.id, event)}
      onClick={(event) => acts.onPress(step.id, event)}
      onDoubleClick={() => acts.onAct(step.id, { do: 'edit' })}
      onBlur={acts.onBlur}
      className="flex min-h-9 min-w-0 flex-1 basis-40 select-none items-center gap-2 text-left focus-visible:-outline-offset-2"
    >
      <span data-grip className="-my-2 shrink-0 touch-none py-2">
        <GripVertical size={14} aria-hidden className={cn('text-ink-3', why && 'opacity-30')} />
      </span>
      <span className="w-6 shrink-0 text-right font-mono text-12 tnum text-ink-3">{index + 1}</span>
      <span className="min-w-0 truncate font-medium" title={step.title}>
        {step.title}
      </span>
    </button>
  );
}

function CommentButton({ step, count, acts }: { step: Step; count: number; acts: RowActs }) {
  const words = count === 0 ? 'Comment' : count === 1 ? '1 comment' : `${count} comments`;
  return (
    <button
      type="button"
      title={`${words} on ${step.title}`}
      aria-label={`${words} on ${step.title}`}
      onClick={() => acts.onAct(step.id, { do: 'comment' })}
      className={cn(
        'flex h-7 min-w-7 shrink-0 items-center justify-center gap-1 rounded-md text-12 text-ink-3 hover:bg-ink/6 hover:text-ink',
        count === 0 && 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus:opacity-100',
      )}
    >
      <MessageSquare size={14} aria-hidden />
      {count > 0 && <span className="tnum">{count}</span>}
    </button>
  );
}
