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

/** So many that there is room between them. */
const FEW = 60;

/** How far the plan has come, as one strip to be seen from across the room; the board beside it has the words. */
export function StepStrip({ board }: { board: readonly BoardRow[] }) {
  const planned = board.filter(({ stepNo }) => stepNo !== null);
  if (planned.length === 0) return null;
  return (
    <div
      aria-hidden
      className={cn('flex w-[min(24rem,80vw)] justify-end', planned.length <= FEW && 'gap-0.5')}
    >
      {planned.map((row) => (
        <span
          key={row.key}
          title={`${row.vat ?? row.title}: ${row.word}`}
          className={cn('h-2 min-w-0 max-w-6 flex-1 rounded-sm', FILL[row.look])}
        />
      ))}
    </div>
  );
}
