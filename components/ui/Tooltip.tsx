'use client';

import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

type Props = {
  text: ReactNode;
  /** One element that takes a ref: what is hovered or focused. */
  children: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
};

export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={250} skipDelayDuration={150}>
    {children}
  </Radix.Provider>
);

/** What a thing means or why it cannot be used, shown on hover and on keyboard focus. */
export function Tooltip({ text, children, side = 'top' }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-80 rounded-md bg-ink px-2 py-1 text-12 text-bg shadow-float"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
