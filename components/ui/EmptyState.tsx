import type { ReactNode } from 'react';

/** Says what will be here and offers the one next action. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-start gap-2 border-b border-line py-8">
      <p className="text-14 font-medium">{title}</p>
      {children && <div className="max-w-prose text-13 text-ink-2">{children}</div>}
      {action}
    </div>
  );
}
