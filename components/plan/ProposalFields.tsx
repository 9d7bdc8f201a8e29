'use client';

import { useId } from 'react';
import {
  EMPTY_UPGRADE,
  type FormErrors,
  jsonTrouble,
  type ProposalForm,
  type UpgradeForm,
} from '@/components/plan/step-form';
import { Button } from '@/components/ui/Button';
import { RemoveButton } from '@/components/ui/RemoveButton';
import { TextArea, TextField } from '@/components/ui/TextField';
import { CATALOGUE } from '@/lib/plan/builders';
import { moduleOf, plannedUpgradesOf } from '@/lib/plan/catalogue';

type Props = {
  proposal: ProposalForm;
  place: string;
  title: string;
  errors: FormErrors;
  onChange: (proposal: ProposalForm) => void;
  onRemove: (() => void) | null;
};

const MODULES = [...new Set(CATALOGUE.map(moduleOf))];

/** Module, entrypoint, arguments and the vats of one proposal. Arguments say at once where they are not JSON. */
export function ProposalFields({ proposal, place, title, errors, onChange, onRemove }: Props) {
  const list = useId();
  const set = (part: Partial<ProposalForm>) => onChange({ ...proposal, ...part });
  const argsTrouble = proposal.args.trim() === '' ? null : jsonTrouble(proposal.args);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 border-t border-line pt-2">
      <legend className="sr-only">{title}</legend>
      <div className="flex items-center">
        <span className="text-13 font-medium">{title}</span>
        {onRemove && (
          <Button look="quiet" size="small" className="ml-auto" onClick={onRemove}>
            Remove {title.toLowerCase()}
          </Button>
        )}
      </div>
      <TextField
        label="Module"
        value={proposal.module}
        list={list}
        spellCheck={false}
        className="font-mono"
        error={errors[`${place}.module`]}
        onChange={({ target }) => set({ module: target.value })}
      />
      <datalist id={list}>
        {MODULES.map((module) => (
          <option key={module} value={module}>
            {module.split('/').at(-1)}
          </option>
        ))}
      </datalist>
      <TextField
        label="Entrypoint"
        value={proposal.entrypoint}
        spellCheck={false}
        className="font-mono"
        onChange={({ target }) => set({ entrypoint: target.value })}
      />
      <TextArea
        label="Arguments (JSON list)"
        value={proposal.args}
        rows={Math.min(8, proposal.args.split('\n').length + 1)}
        spellCheck={false}
        className="font-mono text-12"
        error={argsTrouble ?? errors[`${place}.args`]}
        onChange={({ target }) => set({ args: target.value })}
      />
      <UpgradeFields
        proposal={proposal}
        place={place}
        errors={errors}
        onChange={(upgrades) => set({ upgrades })}
      />
    </fieldset>
  );
}

type UpgradeProps = {
  proposal: ProposalForm;
  place: string;
  errors: FormErrors;
  onChange: (upgrades: readonly UpgradeForm[]) => void;
};

function UpgradeFields({ proposal, place, errors, onChange }: UpgradeProps) {
  const { upgrades } = proposal;
  const known = knownTargets(proposal);
  const set = (at: number, part: Partial<UpgradeForm>) =>
    onChange(upgrades.map((upgrade, index) => (index === at ? { ...upgrade, ...part } : upgrade)));
  return (
    <div className="flex flex-col gap-2">
      <p className="text-12 text-ink-2">Vats that it upgrades</p>
      {upgrades.map((upgrade, at) => (
        <div key={at} className="flex items-end gap-2">
          <TextField
            label="Vat"
            className="min-w-0 flex-1 font-mono"
            value={upgrade.vat}
            error={errors[`${place}.upgrades.${at}.vat`]}
            onChange={({ target }) => set(at, { vat: target.value })}
          />
          <TextField
            label="Expected bundle"
            className="min-w-0 flex-1 font-mono"
            placeholder="b1-…"
            value={upgrade.bundle}
            onChange={({ target }) => set(at, { bundle: target.value })}
          />
          <TextField
            label="Incarnation after"
            className="w-28 font-mono"
            inputMode="numeric"
            value={upgrade.incarnation}
            error={errors[`${place}.upgrades.${at}.incarnation`]}
            onChange={({ target }) => set(at, { incarnation: target.value })}
          />
          <RemoveButton what={`vat ${upgrade.vat}`} onClick={() => onChange(upgrades.toSpliced(at, 1))} />
        </div>
      ))}
      <div className="flex gap-2">
        <Button size="small" onClick={() => onChange([...upgrades, EMPTY_UPGRADE])}>
          Add vat
        </Button>
        {known.length > 0 && (
          <Button size="small" onClick={() => onChange(known.map((vat) => ({ ...EMPTY_UPGRADE, vat })))}>
            Fill from the catalogue: {known.slice(0, 3).join(', ')}
            {known.length > 3 && ` and ${known.length - 3} more`}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The vats that the catalogue knows for this builder and that are not named yet. */
function knownTargets({ module, entrypoint, args, upgrades }: ProposalForm): string[] {
  const value: unknown = jsonTrouble(args) ? [] : JSON.parse(args);
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const vats = plannedUpgradesOf({ module, entrypoint, args: list }).map(({ vat }) => vat);
  const named = upgrades.map(({ vat }) => vat);
  return vats.every((vat) => named.includes(vat)) ? [] : vats;
}
