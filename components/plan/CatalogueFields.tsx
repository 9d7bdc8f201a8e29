'use client';

import { Button } from '@/components/ui/Button';
import { Select } from '@/components/ui/Select';
import { Toggle } from '@/components/ui/Toggle';
import { newStepId } from '@/lib/client/plan-order/use-plan-edits';
import { CATALOGUE, type CatalogueEntry } from '@/lib/plan/builders';
import { moduleOf, stepFromCatalogue } from '@/lib/plan/catalogue';
import { PAST_UPGRADES, planOfPast } from '@/lib/plan/past-upgrades';
import { DEFAULT_ENTRYPOINT, type Plan } from '@/lib/plan/plan';

/** What of a plan the catalogue gives. */
export type Chosen = Pick<Plan, 'steps' | 'vatOptionUpdates' | 'constraints'>;
export const NOTHING_CHOSEN: Chosen = { steps: [], vatOptionUpdates: [], constraints: [] };

type Props = { chosen: Chosen; onChange: (chosen: Chosen) => void };

/** Builders that exist, each of which becomes a step in the order in which it was chosen; or the steps of a past upgrade. */
export function CatalogueFields({ chosen, onChange }: Props) {
  const { steps } = chosen;
  const startFrom = (name: string) => {
    const past = PAST_UPGRADES.find((one) => one.name === name);
    if (past) onChange(planOfPast(past));
  };
  return (
    <div className="flex flex-col gap-2">
      <Select
        label="Start from what a past upgrade did"
        value=""
        onChange={({ target }) => startFrom(target.value)}
      >
        <option value="">Choose…</option>
        {PAST_UPGRADES.map(({ name, steps: did }) => (
          <option key={name} value={name}>
            {name} · {did.length} steps
          </option>
        ))}
      </Select>
      <p className="flex items-center gap-2 text-12 text-ink-2">
        <span className="tnum">{steps.length} steps chosen</span>
        {steps.length > 0 && (
          <Button size="small" look="quiet" onClick={() => onChange(NOTHING_CHOSEN)}>
            Clear
          </Button>
        )}
      </p>
      <fieldset className="max-h-72 overflow-y-auto border-y border-line">
        <legend className="sr-only">Known builders</legend>
        {CATALOGUE.filter(({ removed }) => !removed).map((entry) => (
          <BuilderLine
            key={`${entry.script} ${entry.entrypoint ?? ''}`}
            entry={entry}
            chosen={chosen}
            onChange={onChange}
          />
        ))}
      </fieldset>
    </div>
  );
}

const isOf = (entry: CatalogueEntry, step: Plan['steps'][number]): boolean =>
  step.proposals.length === 1 &&
  step.proposals[0]?.module === moduleOf(entry) &&
  step.proposals[0].entrypoint === (entry.entrypoint ?? DEFAULT_ENTRYPOINT);

function BuilderLine({ entry, chosen, onChange }: Props & { entry: CatalogueEntry }) {
  const { steps } = chosen;
  const at = steps.findIndex((step) => isOf(entry, step));
  const choose = (on: boolean) =>
    onChange({
      ...chosen,
      steps: on ? [...steps, stepFromCatalogue(entry, newStepId)] : steps.toSpliced(at, 1),
    });
  return (
    <div className="border-b border-line py-1 last:border-0">
      <Toggle
        label={at === -1 ? entry.title : `${at + 1} · ${entry.title}`}
        checked={at !== -1}
        onChange={choose}
      />
      <p className="truncate pl-6 font-mono text-12 text-ink-3" title={entry.script}>
        {entry.script}
      </p>
      {entry.note && <p className="pl-6 text-12 text-ink-2">{entry.note}</p>}
    </div>
  );
}
