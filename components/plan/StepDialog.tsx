'use client';

import { type FormEvent, useRef, useState } from 'react';
import { LinkFields } from '@/components/plan/LinkFields';
import { ProposalFields } from '@/components/plan/ProposalFields';
import {
  EMPTY_PROPOSAL,
  emptyForm,
  type FormErrors,
  formOf,
  readForm,
  type StepForm,
} from '@/components/plan/step-form';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Segmented } from '@/components/ui/Segmented';
import { Select } from '@/components/ui/Select';
import { TextArea, TextField } from '@/components/ui/TextField';
import type { Step } from '@/lib/plan/plan';

type Props = {
  /** The step that is edited; null makes a new one. */
  step: Step | null;
  newId: () => string;
  onSave: (step: Step) => void;
  onClose: () => void;
};

const ACTS = [
  { value: 'wait', label: 'Wait for something' },
  { value: 'terminate', label: 'Terminate an instance' },
  { value: 'other', label: 'Something else' },
] as const;

/** The fields of a step. Mount it when it opens: what was typed lives as long as it does. */
export function StepDialog({ step, newId, onSave, onClose }: Props) {
  const [form, setForm] = useState<StepForm>(() => (step ? formOf(step) : emptyForm('core-eval')));
  const [errors, setErrors] = useState<FormErrors>({});
  const title = useRef<HTMLInputElement>(null);
  const set = (part: Partial<StepForm>) => setForm((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readForm(form, step?.id ?? newId());
    if (!read.ok) return setErrors(read.error);
    onSave(read.value);
    return onClose();
  };
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title={step ? 'Edit step' : 'Add a step'}
      description="A step is one run of its own. Its proposals start together."
      initialFocus={title}
      className="w-[min(46rem,calc(100vw-1.5rem))]"
      footer={
        <>
          <ErrorCount errors={errors} />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="step-form">
            {step ? 'Save step' : 'Add step'}
          </Button>
        </>
      }
    >
      <form id="step-form" onSubmit={submit} className="flex flex-col gap-3 pb-2" noValidate>
        {!step && (
          <Segmented
            label="Kind of step"
            value={form.kind}
            className="self-start"
            options={[
              { value: 'core-eval', label: 'Core eval' },
              { value: 'act', label: 'Not code' },
            ]}
            onChange={(kind) =>
              setForm({ ...emptyForm(kind), title: form.title, notes: form.notes, links: form.links })
            }
          />
        )}
        <TextField
          ref={title}
          label="Title"
          value={form.title}
          error={errors.title}
          onChange={({ target }) => set({ title: target.value })}
        />
        {form.kind === 'act' ? (
          <ActFields form={form} errors={errors} set={set} />
        ) : (
          <CodeFields form={form} errors={errors} set={set} />
        )}
        <TextArea
          label="Notes (not part of the digest)"
          value={form.notes}
          rows={2}
          onChange={({ target }) => set({ notes: target.value })}
        />
        <LinkFields links={form.links} errors={errors} onChange={(links) => set({ links })} />
      </form>
    </Dialog>
  );
}

type FieldProps = { form: StepForm; errors: FormErrors; set: (part: Partial<StepForm>) => void };

function ActFields({ form, errors, set }: FieldProps) {
  return (
    <>
      <Select
        label="What kind of act"
        value={form.act}
        onChange={({ target }) =>
          set({ act: ACTS.find(({ value }) => value === target.value)?.value ?? 'other' })
        }
      >
        {ACTS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <TextArea
        label="What exactly"
        value={form.what}
        error={errors.what}
        onChange={({ target }) => set({ what: target.value })}
      />
    </>
  );
}

function CodeFields({ form, errors, set }: FieldProps) {
  const { proposals } = form;
  const vats = proposals.flatMap(({ upgrades }) => upgrades).length;
  return (
    <>
      {proposals.map((proposal, at) => (
        <ProposalFields
          key={at}
          proposal={proposal}
          place={`proposals.${at}`}
          title={proposals.length === 1 ? 'Proposal' : `Proposal ${at + 1}`}
          errors={errors}
          onChange={(next) => set({ proposals: proposals.with(at, next) })}
          onRemove={proposals.length > 1 ? () => set({ proposals: proposals.toSpliced(at, 1) }) : null}
        />
      ))}
      <Button className="self-start" onClick={() => set({ proposals: [...proposals, EMPTY_PROPOSAL] })}>
        Add proposal
      </Button>
      {(vats > 1 || form.together !== '') && (
        <TextArea
          label="Why several upgrades in one run are safe (leave empty to declare nothing)"
          value={form.together}
          rows={2}
          onChange={({ target }) => set({ together: target.value })}
        />
      )}
    </>
  );
}

function ErrorCount({ errors }: { errors: FormErrors }) {
  const count = Object.keys(errors).length;
  if (count === 0) return null;
  return (
    <p role="alert" className="mr-auto self-center text-13 text-failed">
      {count === 1 ? 'One field needs mending.' : `${count} fields need mending.`} Nothing was saved.
    </p>
  );
}
