'use client';

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext } from '@dnd-kit/sortable';
import { type ReactNode, useId, useState } from 'react';
import type { Move } from '@/lib/plan/move-step';
import type { Step } from '@/lib/plan/plan';

type Props = {
  steps: readonly Step[];
  onMove: (move: Move) => void;
  disabled: boolean;
  children: ReactNode;
};

/** Rows stay where they are while one is dragged; a line shows where it will land. */
const keepStill = () => null;
/** Keys and their announcements are ours (lift.ts): dnd-kit's would speak of ids. */
const SILENT = { onDragStart: () => '', onDragOver: () => '', onDragEnd: () => '', onDragCancel: () => '' };

/** Dragging for the rows inside: by mouse after 4 px, by touch after a short hold so that the page still scrolls. */
export function DragArea({ steps, onMove, disabled, children }: Props) {
  const id = useId();
  const [dragged, setDragged] = useState<string | null>(null);
  const mouse = useSensor(MouseSensor, { activationConstraint: { distance: 4 } });
  const touch = useSensor(TouchSensor, { activationConstraint: { delay: 180, tolerance: 6 } });
  const sensors = useSensors(mouse, touch);
  const start = ({ active }: DragStartEvent) => setDragged(String(active.id));
  const end = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const to = steps.findIndex((step) => step.id === over?.id);
    if (to !== -1 && over?.id !== active.id) onMove({ stepId: String(active.id), to });
  };
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements: SILENT, screenReaderInstructions: { draggable: '' } }}
      onDragStart={start}
      onDragEnd={end}
      onDragCancel={() => setDragged(null)}
    >
      <SortableContext items={steps.map((step) => step.id)} strategy={keepStill} disabled={disabled}>
        {children}
      </SortableContext>
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <div className="ml-12 mt-2 flex h-8 w-fit max-w-80 items-center rounded-md border border-accent bg-raised px-3 text-13 font-medium shadow-float">
            {steps.find((step) => step.id === dragged)?.title}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}
