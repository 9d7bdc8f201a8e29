'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea, TextField } from '@/components/ui/TextField';
import { Toggle } from '@/components/ui/Toggle';
import type { NewMark } from '@/lib/client/use-triage';
import { keyParts } from '@/lib/triage/finding-key';
import { inScope } from '@/lib/triage/triage';
import type { Finding } from '@/lib/upgrade/analysis';

type Props = {
  readonly finding: Finding;
  /** All of the run: what the pattern hides is counted among them. */
  readonly findings: readonly Finding[];
  readonly hasPlan: boolean;
  readonly onSay: (mark: NewMark) => void;
  readonly onClose: () => void;
};

/** Marks what is like a finding as noise: how far that reaches is said before it is done. */
export function BenignDialog({ finding, findings, hasPlan, onSay, onClose }: Props) {
  const parts = keyParts(finding);
  const [pattern, setPattern] = useState(parts.pattern);
  const [oneVat, setOneVat] = useState(true);
  const [everywhere, setEverywhere] = useState(!hasPlan);
  const [reason, setReason] = useState('');
  const preview = useId();
  const vat = oneVat ? parts.vat : null;
  const scope = { rule: parts.rule, vat, pattern };
  const hidden = findings.filter((other) => inScope(scope, keyParts(other), other)).length;
  const why =
    reason.trim() === ''
      ? 'Say why first.'
      : hidden === 0
        ? 'The pattern is not that of this finding.'
        : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why) return;
    onSay({ kind: 'benign', finding: parts, scope: { vat, pattern, everywhere }, reason: reason.trim() });
    onClose();
  };
  return (
    <Dialog
      open
      keeps={reason !== ''}
      onOpenChange={(open) => !open && onClose()}
      title="Mark as noise"
      description={`Rule ${parts.rule}. A blocker is never hidden by this.`}
    >
      <form onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <TextField
          label="Pattern; * stands for any text, # for a number"
          value={pattern}
          maxLength={500}
          aria-describedby={preview}
          onChange={({ target }) => setPattern(target.value)}
        />
        {parts.vat !== null && <Toggle label={`Only ${parts.vat}`} checked={oneVat} onChange={setOneVat} />}
        {hasPlan && (
          <Toggle label="In every plan, not only this one" checked={everywhere} onChange={setEverywhere} />
        )}
        <output id={preview} className="text-13 text-ink-2">
          Hides {hidden.toLocaleString('en')} like this in this run.
        </output>
        <TextArea
          label="Reason"
          value={reason}
          maxLength={2000}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" why={why}>
            Mark as noise
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
