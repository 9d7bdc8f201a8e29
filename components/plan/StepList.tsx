'use client';

import type { RefObject } from 'react';
import { DragChip } from '@/components/plan/DragChip';
import { StepRow } from '@/components/plan/StepRow';
import { type StepListProps, useStepList } from '@/components/plan/use-step-list';

const KEYS =
  'Drag a step, or focus it: Alt+↑/↓ moves it; Space lifts it, ↑/↓ carry it, Space drops it, Esc puts it back. Shift or Ctrl select several, which move together. A proposal is dragged by its grip into another step, or moved by its menu.';

/**
 * The sequence of steps, in which each, or several at once, can be moved: dragged, by keys, or by their menus.
 * What happens is said aloud with the step's name, its position, and the rule that it now breaks.
 */
export function StepList(props: StepListProps) {
  const { selection, marks, comments, why } = props;
  const { list, line, drag, shown, keyOf, lift, dragged, said, acts } = useStepList(props);
  return (
    <div className="relative" {...drag}>
      <ol ref={list} aria-label="Order of steps">
        {shown.map((step, index) => (
          <StepRow
            key={keyOf(step.id)}
            step={step}
            index={index}
            count={shown.length}
            selected={selection.ids.has(step.id)}
            lifted={lift?.ids.includes(step.id) === true}
            marks={marks.get(step.id) ?? ''}
            comments={comments[step.id] ?? 0}
            why={why}
            acts={acts}
          />
        ))}
      </ol>
      <DropLine line={line} />
      <DragChip landing={dragged} />
      <p id="step-order-keys" className="pt-2 text-12 text-ink-3">
        {why ?? KEYS}
      </p>
      <output aria-live="assertive" className="sr-only">
        {said}
      </output>
    </div>
  );
}

/** Where the dragged steps, or within a step the dragged proposal, will land. */
const DropLine = ({ line }: { line: RefObject<HTMLDivElement | null> }) => (
  <div
    ref={line}
    hidden
    aria-hidden
    data-drop
    className="pointer-events-none absolute inset-x-0 top-0 z-10 h-0.5 bg-accent data-within:left-14 before:absolute before:-left-1 before:-top-[3px] before:size-2 before:rounded-full before:bg-accent"
  />
);
