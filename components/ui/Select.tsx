import { type ComponentProps, useId } from 'react';
import { cn } from '@/components/ui/cn';

type Props = ComponentProps<'select'> & {
  label: string;
  /** The label stands beside the choice, not above it. */
  beside?: boolean;
};

/** A choice from a short list with its label; the browser's own, so that it works everywhere. */
export function Select({ label, beside = false, className, children, ...rest }: Props) {
  const id = useId();
  return (
    <div className={cn('flex', beside ? 'items-center gap-2' : 'flex-col gap-1', className)}>
      <label htmlFor={id} className="text-12 text-ink-2">
        {label}
      </label>
      <select
        id={id}
        className="h-7 min-w-0 rounded-md border border-line-strong bg-raised px-2 text-13 text-ink hover:border-ink-3"
        {...rest}
      >
        {children}
      </select>
    </div>
  );
}
