'use client';

import { type PointerEvent, useEffect, useState } from 'react';
import { createPointerDrag } from '@/components/plan/pointer-drag';
import { carryProposal, type ProposalDoors } from '@/components/plan/proposal-drag';
import { carrySteps, type StepDoors } from '@/components/plan/step-drag';
import { latestOf } from '@/components/plan/use-stable';

type Doors = StepDoors & ProposalDoors;

/** Dragging of steps and of their proposals, for the list that spreads what it returns. */
export function useStepDrag(doors: Doors): { onPointerDown: (event: PointerEvent) => void } {
  const [latest] = useState(() => latestOf(doors));
  useEffect(() => latest.set(doors));
  const [drag] = useState(() =>
    createPointerDrag(
      (event, target) => carryProposal(target, latest.get) ?? carrySteps(event, target, latest.get),
    ),
  );
  useEffect(() => drag.attach(), [drag]);
  return { onPointerDown: (event) => drag.down(event.nativeEvent) };
}
