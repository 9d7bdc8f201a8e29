'use client';

import type { ReactNode } from 'react';
import { Tooltip } from '@/components/ui/Tooltip';

/** A word of the field, explained on hover and focus. */
export const Term = ({ children, says }: { children: ReactNode; says: string }) => (
  <Tooltip text={says}>
    <button
      type="button"
      className="cursor-help rounded-sm underline decoration-line-strong decoration-dotted underline-offset-4"
    >
      {children}
    </button>
  </Tooltip>
);
