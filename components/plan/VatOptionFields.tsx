'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Panel } from '@/components/ui/Panel';
import { RemoveButton } from '@/components/ui/RemoveButton';
import { TextField } from '@/components/ui/TextField';
import { Toggle } from '@/components/ui/Toggle';
import type { VatOptionUpdate } from '@/lib/plan/plan';

type Props = {
  updates: readonly VatOptionUpdate[];
  why: string | null;
  onChange: (updates: readonly VatOptionUpdate[]) => void;
};

/** Options of vats that the host changes before the first step. */
export function VatOptionFields({ updates, why, onChange }: Props) {
  const [vatID, setVatID] = useState('');
  const [critical, setCritical] = useState(true);
  const known = /^v[1-9]\d{0,8}$/.test(vatID.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange([...updates, { vatID: vatID.trim(), label: null, options: { critical } }]);
    setVatID('');
  };
  return (
    <Panel title="Vat options" note="changed before the first step">
      {updates.length === 0 && <p className="py-2 text-13 text-ink-2">No option of a vat is changed.</p>}
      <ul aria-label="Vat options">
        {updates.map((update, at) => (
          <li
            key={`${at}${update.vatID}`}
            className="flex items-center gap-2 border-b border-line py-1 text-13"
          >
            <span className="font-mono text-12">{update.vatID}</span>
            {update.label && <span className="text-ink-2">{update.label}</span>}
            <span className="min-w-0 flex-1 truncate font-mono text-12 text-ink-2">
              {JSON.stringify(update.options)}
            </span>
            <RemoveButton
              what={`the options of ${update.vatID}`}
              why={why}
              onClick={() => onChange(updates.toSpliced(at, 1))}
            />
          </li>
        ))}
      </ul>
      <form onSubmit={submit} aria-label="Add a vat option" className="flex flex-wrap items-end gap-3 pt-3">
        <TextField
          label="Vat id"
          placeholder="v288"
          className="w-24 font-mono"
          value={vatID}
          onChange={({ target }) => setVatID(target.value)}
        />
        <span className="pb-1.5">
          <Toggle label="critical" checked={critical} onChange={setCritical} />
        </span>
        <Button type="submit" className="mb-0.5" why={why ?? (known ? null : 'A vat id such as v288.')}>
          Add
        </Button>
      </form>
    </Panel>
  );
}
