'use client';

import { StateIcon } from '@/components/ui/StateMark';
import { counted } from '@/lib/base/words';

const broken = (count: number, rule: string): string => `${counted(count, rule)} broken`;

/** How many rules a step breaks; a press shows them in the checks. `marks` is `2 1`: hard, advisory. */
export function StepMarks({ marks, onShow }: { marks: string; onShow: () => void }) {
  if (marks === '') return null;
  const [hard = 0, advisory = 0] = marks.split(' ').map(Number);
  const words = [
    ...(hard > 0 ? [broken(hard, 'hard rule')] : []),
    ...(advisory > 0 ? [broken(advisory, 'advisory rule')] : []),
  ].join(', ');
  return (
    <button
      type="button"
      aria-label={`${words}, show`}
      title={words}
      onClick={onShow}
      className="flex h-7 shrink-0 items-center gap-1 rounded-md px-1 text-12 tnum hover:bg-ink/6"
    >
      {hard > 0 && (
        <span className="flex items-center gap-1 text-failed">
          <StateIcon look="failed" /> {hard}
        </span>
      )}
      {advisory > 0 && (
        <span className="flex items-center gap-1 text-attention">
          <StateIcon look="attention" /> {advisory}
        </span>
      )}
    </button>
  );
}
