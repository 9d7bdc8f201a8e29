import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

type Props = {
  /** The page's noun, or the name of the thing it shows. */
  title: ReactNode;
  /** The state of that thing; stands left of its name. */
  mark?: ReactNode;
  /** Ids, counts and times under the title. */
  facts?: ReactNode;
  /** What can be done with it; the main action last. */
  actions?: ReactNode;
  /** The whole width of the window, for a timeline. */
  wide?: boolean;
  children: ReactNode;
};

/** The frame of a page: one column up to 1440 px, the heading over everything. */
export function Page({ title, mark, facts, actions, wide = false, children }: Props) {
  return (
    <div className={cn('mx-auto w-full px-4 pb-16 pt-5', !wide && 'max-w-[1440px] md:px-6')}>
      <header className="mb-5 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-20 font-medium">
            {mark && <span className="text-14">{mark}</span>}
            <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
          </h1>
          {facts && (
            <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-13 text-ink-2">{facts}</div>
          )}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
