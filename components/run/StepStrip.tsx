import { cn } from '@/components/ui/cn';
import type { BoardRow } from '@/lib/timeline/board';

const FILL: Record<BoardRow['look'], string> = {
  waiting: 'border border-line-strong',
  running: 'bg-running',
  done: 'bg-done',
  attention: 'bg-attention',
  failed: 'bg-failed',
  unknown: 'hatch border border-line-strong text-waiting',
};

/** How far the plan has come, as one strip to be seen from across the room; the board beside it has the words. */
export function StepStrip({ board }: { board: readonly BoardRow[] }) {
  const planned = board.filter(({ stepNo }) => stepNo !== null);
  if (planned.length === 0) return null;
  return (
    <div aria-hidden className="flex gap-0.5">
      {planned.map((row) => (
        <span
          key={row.key}
          title={`${row.vat ?? row.title}: ${row.word}`}
          className={cn('h-2 w-6 rounded-sm max-sm:w-3', FILL[row.look])}
        />
      ))}
    </div>
  );
}
