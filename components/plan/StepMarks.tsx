'use client';

import { StateIcon } from '@/components/ui/StateMark';

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'} broken`;

/** How many rules a step breaks; a press shows them in the checks. `marks` is `2 1`: hard, advisory. */
export function StepMarks({ marks, onShow }: { marks: string; onShow: () => void }) {
  if (marks === '') return null;
  const [hard = 0, advisory = 0] = marks.split(' ').map(Number);
  const words = [
    ...(hard > 0 ? [plural(hard, 'hard rule')] : []),
    ...(advisory > 0 ? [plural(advisory, 'advisory rule')] : []),
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
