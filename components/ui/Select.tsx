import { type ComponentProps, useId } from 'react';
import { cn } from '@/components/ui/cn';

/** A choice from a short list, with its label above; the browser's own, so that it works everywhere. */
export function Select({
  label,
  className,
  children,
  ...rest
}: ComponentProps<'select'> & { label: string }) {
  const id = useId();
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-12 text-ink-2">
        {label}
      </label>
      <select
        id={id}
        className="h-8 rounded-md border border-line-strong bg-raised px-2 text-13 hover:border-ink-3"
        {...rest}
      >
        {children}
      </select>
    </div>
  );
}
