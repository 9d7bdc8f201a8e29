'use client';

import { useEffect, useState } from 'react';
import { identityAfter, type RowIdentity } from '@/components/plan/row-identity';

/** React's key of each row. A row that is made anew loses the focus; `onLost` is told of it, when nothing else has it. */
export function useRowIdentity(
  order: readonly string[],
  onLost: (stepId: string) => void,
): (stepId: string) => string {
  const [rows, setRows] = useState<RowIdentity>({ order, born: new Map(), moved: null });
  if (order.length !== rows.order.length || order.some((id, at) => id !== rows.order[at]))
    setRows(identityAfter(rows, order));
  useEffect(() => {
    if (rows.moved !== null && document.activeElement === document.body) onLost(rows.moved);
  }, [rows, onLost]);
  return (stepId) => `${stepId} ${rows.born.get(stepId) ?? 0}`;
}
