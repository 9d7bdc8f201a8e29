import { type ComponentProps, useId } from 'react';
import { cn } from '@/components/ui/cn';

const fieldClass =
  'w-full rounded-md border border-line-strong bg-raised px-2 text-13 text-ink outline-offset-0 hover:border-ink-3';

/** A line of text with its label above. */
export function TextField({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) {
  const id = useId();
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-12 text-ink-2">
        {label}
      </label>
      <input id={id} className={cn(fieldClass, 'h-8')} {...rest} />
    </div>
  );
}

/** Several lines of text with their label above. */
export function TextArea({ label, className, ...rest }: ComponentProps<'textarea'> & { label: string }) {
  const id = useId();
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-12 text-ink-2">
        {label}
      </label>
      <textarea id={id} rows={3} className={cn(fieldClass, 'py-1.5')} {...rest} />
    </div>
  );
}

/** A filter above a list; its label is its placeholder, read out but not drawn twice. */
export const FilterField = ({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) => (
  <input
    type="search"
    aria-label={label}
    placeholder={label}
    className={cn(fieldClass, 'h-7 w-56', className)}
    {...rest}
  />
);
