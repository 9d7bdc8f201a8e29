import { cn } from '@/components/ui/cn';

/** The place of something that is on its way, as large as it will be. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={cn('h-4 animate-breathe rounded-sm bg-ink/8', className)} />
);

/** Rows of a table on their way; `label` is what is being read. */
export function SkeletonRows({ rows = 5, label }: { rows?: number; label: string }) {
  return (
    <div aria-busy>
      <output className="sr-only">{label}</output>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-8 items-center gap-6 border-b border-line">
          <Skeleton className="w-24" />
          <Skeleton className="w-64 max-w-[40%]" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
