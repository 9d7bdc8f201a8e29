'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Select } from '@/components/ui/Select';
import { TextField } from '@/components/ui/TextField';
import type { Step } from '@/lib/plan/plan';

type Props = { name: string; from: number; last: number; onMove: (to: number) => void; onClose: () => void };

/** Moves what is selected to a place by its number; `from` and `to` count from 0, the field from 1. */
export function MoveDialog({ name, from, last, onMove, onClose }: Props) {
  const [text, setText] = useState(String(from + 1));
  const field = useRef<HTMLInputElement>(null);
  const place = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  const why = place >= 1 && place <= last + 1 ? null : `A position from 1 to ${last + 1}.`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why) return;
    onMove(place - 1);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Move ${name}`} initialFocus={field}>
      <form onSubmit={submit} className="flex items-end gap-2 pb-2">
        <TextField
          ref={field}
          label={`To position (1 to ${last + 1})`}
          inputMode="numeric"
          className="flex-1"
          value={text}
          error={text === '' ? null : why}
          onFocus={({ target }) => target.select()}
          onChange={({ target }) => setText(target.value)}
        />
        <Button type="submit" look="primary" size="normal" className="h-8" why={why}>
          Move
        </Button>
      </form>
    </Dialog>
  );
}

type ProposalProps = {
  module: string;
  stepId: string;
  steps: readonly Step[];
  onMove: (stepId: string) => void;
  onClose: () => void;
};

/** Moves one proposal into another step, to start together with what is there. */
export function MoveProposalDialog({ module, stepId, steps, onMove, onClose }: ProposalProps) {
  const others = steps.flatMap((step, at) =>
    step.kind === 'core-eval' && step.id !== stepId
      ? [{ id: step.id, words: `${at + 1} · ${step.title}` }]
      : [],
  );
  const [chosen, setChosen] = useState(others[0]?.id ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === '') return;
    onMove(chosen);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Move ${module}`}>
      <form onSubmit={submit} className="flex items-end gap-2 pb-2">
        <Select
          label="Into step"
          className="min-w-0 flex-1"
          value={chosen}
          onChange={({ target }) => setChosen(target.value)}
        >
          {others.map(({ id, words }) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </Select>
        <Button
          type="submit"
          look="primary"
          why={others.length === 0 ? 'There is no other step of code.' : null}
        >
          Move
        </Button>
      </form>
    </Dialog>
  );
}
