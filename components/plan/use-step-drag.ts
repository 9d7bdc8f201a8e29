'use client';

import { type PointerEvent, useEffect, useState } from 'react';
import { createStepDrag, type DragDoors } from '@/components/plan/step-drag';
import { latestOf } from '@/components/plan/use-stable';

/** Dragging for the list that spreads what it returns; see `step-drag.ts`. */
export function useStepDrag(doors: DragDoors): { onPointerDown: (event: PointerEvent) => void } {
  const [latest] = useState(() => latestOf(doors));
  useEffect(() => latest.set(doors));
  const [drag] = useState(() => createStepDrag(latest.get));
  useEffect(() => drag.attach(), [drag]);
  return { onPointerDown: (event) => drag.down(event.nativeEvent) };
}
