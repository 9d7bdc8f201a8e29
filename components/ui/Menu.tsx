'use client';

import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

const itemClass =
  'flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 text-13 outline-none data-highlighted:bg-accent-soft data-highlighted:text-ink data-disabled:text-ink-3';

/** Actions on one thing, opened from `trigger` (a Button). */
export function Menu({
  trigger,
  children,
  label,
  openAtOnce = false,
}: {
  trigger: ReactNode;
  children: ReactNode;
  label?: string;
  /** It is made by the press that opens it, on a page of hundreds: not modal, for which Radix would style all of them anew (see Shade). */
  openAtOnce?: boolean;
}) {
  return (
    <Radix.Root defaultOpen={openAtOnce} modal={!openAtOnce}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        {/* A press beside the menu closes it and does nothing else. */}
        <div className="fixed inset-0 z-50">
          <Radix.Content
            align="end"
            sideOffset={4}
            collisionPadding={8}
            {...(label ? { 'aria-label': label } : {})}
            className="z-50 max-h-96 min-w-44 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float"
          >
            {children}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = {
  onSelect: () => void;
  children: ReactNode;
  /** Why this cannot be chosen now; shown under it. */
  why?: string | null;
  /** Right-hand hint, such as its keys. */
  hint?: ReactNode;
  className?: string;
};

export function MenuItem({ onSelect, children, why, hint, className }: ItemProps) {
  return (
    <Radix.Item className={cn(itemClass, className)} disabled={Boolean(why)} onSelect={onSelect}>
      <span className="flex-1">
        {children}
        {why && <span className="block text-12 text-ink-3">{why}</span>}
      </span>
      {hint}
    </Radix.Item>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pb-1 pt-1.5 text-12 text-ink-3">{children}</Radix.Label>
);

export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />;
