import { type ReactNode, useId } from 'react';
import { cn } from '@/components/ui/cn';

type Props = {
  title: string;
  actions?: ReactNode;
  note?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A section of a page: a heading over a line, no box. */
export function Panel({ title, actions, note, children, className }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn('min-w-0', className)}>
      <header className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line pb-1">
        <h2 id={id} className="text-14 font-medium">
          {title}
        </h2>
        {note && <div className="text-12 text-ink-3">{note}</div>}
        {actions && <div className="ml-auto flex items-center gap-1.5">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
