'use client';

import type { VariantProps } from 'class-variance-authority';
import { type ComponentProps, type MouseEvent, useId } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/Tooltip';

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> &
  VariantProps<typeof buttonClass> & {
    /** Why this cannot be pressed now. The button stays visible and focusable and says so. */
    why?: string | null | undefined;
  };

const refuse = (event: MouseEvent) => {
  event.preventDefault();
  event.stopPropagation();
};

/** A button; with `why` it is disabled, and tells its reason on hover, on focus and to a screen reader. */
export function Button({ why, look, size, className, onClick, type = 'button', ...rest }: ButtonProps) {
  const reasonId = useId();
  const classes = cn(buttonClass({ look, size }), className);
  if (!why) return <button {...rest} type={type} className={classes} onClick={onClick} />;
  const { children, ...others } = rest;
  return (
    <Tooltip text={why}>
      <button
        {...others}
        type="button"
        className={classes}
        aria-disabled
        aria-describedby={reasonId}
        onClick={refuse}
      >
        {children}
        <span id={reasonId} className="sr-only">
          {why}
        </span>
      </button>
    </Tooltip>
  );
}
