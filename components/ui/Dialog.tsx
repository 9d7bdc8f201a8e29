'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useRef } from 'react';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { Shade } from '@/components/ui/Shade';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title, read out with it. */
  description?: ReactNode;
  children: ReactNode;
  /** The buttons, the main one last. */
  footer?: ReactNode;
  /** What is focused when it opens; else the dialog itself, so that Enter does not close it by accident. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Something is typed in it: a press beside it does not throw that away. */
  keeps?: boolean;
  className?: string;
};

/** A question that must be answered before going on. Esc and a press beside it close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  initialFocus,
  keeps = false,
  className,
}: Props) {
  const content = useRef<HTMLDivElement>(null);
  const focusFirst = (event: Event) => {
    event.preventDefault();
    (initialFocus?.current ?? content.current)?.focus();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Shade />
        <Radix.Content
          ref={content}
          onOpenAutoFocus={focusFirst}
          onInteractOutside={(event) => keeps && event.preventDefault()}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cn(
            'fixed left-1/2 top-[8dvh] z-50 flex max-h-[84dvh] w-[min(34rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col rounded-lg border border-line bg-raised shadow-float outline-none',
            className,
          )}
        >
          <header className="flex items-start gap-3 px-4 pb-2 pt-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-16 font-medium">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description asChild>
                  <div className="text-13 text-ink-2">{description}</div>
                </Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <Button look="quiet" size="icon" aria-label="Close" className="-mr-1.5">
                <X size={16} aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-4 py-2">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
