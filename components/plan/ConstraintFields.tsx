'use client';

import { type FormEvent, useState } from 'react';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Panel } from '@/components/ui/Panel';
import { RemoveButton } from '@/components/ui/RemoveButton';
import { Select } from '@/components/ui/Select';
import { TextField } from '@/components/ui/TextField';
import { newStepId } from '@/lib/client/plan-order/use-plan-edits';
import type { Constraint, Subject } from '@/lib/plan/plan';

type Props = {
  constraints: readonly Constraint[];
  why: string | null;
  onChange: (constraints: readonly Constraint[]) => void;
};

const nameOf = (subject: Subject): string => ('vat' in subject ? subject.vat : subject.module);

/** A module has a path or a file's ending; a vat's name has neither. */
const subjectOf = (text: string): Subject =>
  /[/]|\.js$/.test(text) ? { module: text.trim() } : { vat: text.trim() };

/** The plan's own rules of order, as sentences, and the way to add one. */
export function ConstraintFields({ constraints, why, onChange }: Props) {
  return (
    <Panel title="The plan’s own rules" note="checked beside the built-in ones; part of the digest">
      {constraints.length === 0 && (
        <p className="py-2 text-13 text-ink-2">None. The built-in rules are always checked.</p>
      )}
      <ul aria-label="The plan’s own rules">
        {constraints.map((one) => (
          <li key={one.id} className="flex items-start gap-2 border-b border-line py-1.5 text-13">
            <Badge tone={one.strength === 'hard' ? 'failed' : 'attention'}>{one.strength}</Badge>
            <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <span className="font-mono text-12">{nameOf(one.first)}</span> before{' '}
              <span className="font-mono text-12">{nameOf(one.then)}</span>
              <span className="block text-ink-2">
                {one.reason}{' '}
                {one.link && (
                  <a
                    href={one.link}
                    rel="noreferrer"
                    target="_blank"
                    className="underline underline-offset-2"
                  >
                    Why
                  </a>
                )}
              </span>
            </p>
            <RemoveButton
              what={`the rule ${nameOf(one.first)} before ${nameOf(one.then)}`}
              why={why}
              onClick={() => onChange(constraints.filter(({ id }) => id !== one.id))}
            />
          </li>
        ))}
      </ul>
      <NewConstraint why={why} onAdd={(constraint) => onChange([...constraints, constraint])} />
    </Panel>
  );
}

const EMPTY = { first: '', second: '', strength: 'hard', reason: '', link: '' };

function NewConstraint({ why, onAdd }: { why: string | null; onAdd: (constraint: Constraint) => void }) {
  const [form, setForm] = useState(EMPTY);
  const set = (part: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...part }));
  const badLink = form.link.trim() !== '' && !/^https:\/\/\S+$/.test(form.link.trim());
  const lacks = [form.first, form.second, form.reason].some((text) => text.trim() === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAdd({
      id: newStepId().replace('step', 'rule'),
      first: subjectOf(form.first),
      then: subjectOf(form.second),
      strength: form.strength === 'hard' ? 'hard' : 'advisory',
      reason: form.reason.trim(),
      link: form.link.trim() === '' ? null : form.link.trim(),
    });
    setForm(EMPTY);
  };
  return (
    <form onSubmit={submit} aria-label="Add a rule" className="grid gap-2 pt-3 sm:grid-cols-[1fr_1fr_8rem]">
      <TextField
        label="First (vat or module)"
        value={form.first}
        onChange={({ target }) => set({ first: target.value })}
      />
      <TextField
        label="Then (vat or module)"
        value={form.second}
        onChange={({ target }) => set({ second: target.value })}
      />
      <Select
        label="Strength"
        value={form.strength}
        onChange={({ target }) => set({ strength: target.value })}
      >
        <option value="hard">hard</option>
        <option value="advisory">advisory</option>
      </Select>
      <TextField
        label="Reason"
        className="sm:col-span-2"
        value={form.reason}
        onChange={({ target }) => set({ reason: target.value })}
      />
      <TextField
        label="Link"
        placeholder="https://"
        value={form.link}
        error={badLink ? 'A link begins with https://' : null}
        onChange={({ target }) => set({ link: target.value })}
      />
      <Button
        type="submit"
        className="justify-self-start"
        why={why ?? (lacks ? 'Name both and say the reason.' : badLink ? 'Mend the link first.' : null)}
      >
        Add rule
      </Button>
    </form>
  );
}
