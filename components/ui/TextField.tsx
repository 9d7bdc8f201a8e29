import { type ComponentProps, useId } from 'react';
import { cn } from '@/components/ui/cn';

const fieldClass =
  'w-full rounded-md border border-line-strong bg-raised px-2 text-13 text-ink outline-offset-0 hover:border-ink-3';

/** `error`: what is wrong with what is typed; it stands under the field and is read out with it. */
type Labelled = { label: string; error?: string | null | undefined };

/** A line of text with its label above. */
export function TextField({ label, error, className, ...rest }: ComponentProps<'input'> & Labelled) {
  const id = useId();
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="font-sans text-12 text-ink-2">
        {label}
      </label>
      <input id={id} className={cn(fieldClass, 'h-8', error && WRONG)} {...wrong(id, error)} {...rest} />
      <FieldError id={id} error={error} />
    </div>
  );
}

/** Several lines of text with their label above. */
export function TextArea({ label, error, className, ...rest }: ComponentProps<'textarea'> & Labelled) {
  const id = useId();
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="font-sans text-12 text-ink-2">
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        className={cn(fieldClass, 'py-1.5', error && WRONG)}
        {...wrong(id, error)}
        {...rest}
      />
      <FieldError id={id} error={error} />
    </div>
  );
}

const WRONG = 'border-failed hover:border-failed';

const wrong = (id: string, error: string | null | undefined) =>
  error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {};

const FieldError = ({ id, error }: { id: string; error: string | null | undefined }) =>
  error ? (
    <p id={`${id}-error`} className="font-sans text-12 text-failed [overflow-wrap:anywhere]">
      {error}
    </p>
  ) : null;

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
