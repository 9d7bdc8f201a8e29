'use client';

import { Button } from '@/components/ui/Button';
import { Select } from '@/components/ui/Select';
import type { RunRow } from '@/lib/live/run-row';

type Props = {
  side: 'A' | 'B';
  runs: readonly RunRow[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** The runs of one side: one, or several whose spread is the noise band. */
export function SidePicker({ side, runs, chosen, onChange }: Props) {
  const left = runs.filter(({ id, foldedBytes }) => !chosen.includes(id) && foldedBytes > 0);
  const named = (id: string): string => runs.find((run) => run.id === id)?.title ?? id;
  return (
    <fieldset className="min-w-0">
      <legend className="text-14 font-medium">Side {side}</legend>
      <ul className="flex flex-col gap-1 py-1">
        {chosen.map((id) => (
          <li key={id} className="flex items-center gap-2 text-13">
            <span className="min-w-0 truncate">{named(id)}</span>
            <Button
              size="small"
              look="quiet"
              aria-label={`Take ${named(id)} out of side ${side}`}
              onClick={() => onChange(chosen.filter((known) => known !== id))}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <Select
        label={`Add a run to side ${side}`}
        value=""
        onChange={({ target }) => target.value !== '' && onChange([...chosen, target.value])}
      >
        <option value="">Choose a run</option>
        {left.map(({ id, title, kind }) => (
          <option key={id} value={id}>
            {title} ({kind})
          </option>
        ))}
      </Select>
    </fieldset>
  );
}
