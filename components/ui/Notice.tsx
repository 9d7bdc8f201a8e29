import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { type Look, StateIcon } from '@/components/ui/StateMark';

type Props = { look: Look; children: ReactNode; actions?: ReactNode; alert?: boolean; className?: string };

/** A sentence that must be seen beside what it is about, with what can be done. `alert`: it is also read out at once. */
export function Notice({ look, children, actions, alert = false, className }: Props) {
  return (
    <div
      {...(alert ? { role: 'alert' } : {})}
      className={cn(
        'flex flex-wrap items-start gap-x-3 gap-y-2 border-y border-line py-2 text-13',
        className,
      )}
    >
      <StateIcon look={look} className="mt-[3px]" />
      <div className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">{children}</div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
