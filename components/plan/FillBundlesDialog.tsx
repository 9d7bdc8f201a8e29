'use client';

import { type ChangeEvent, useRef } from 'react';
import { ChangeList } from '@/components/plan/ChangeList';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { errorWords } from '@/lib/client/door';
import { type Imported, useImport } from '@/lib/client/use-formats';
import { diffPlans } from '@/lib/plan/diff';
import type { Plan, Step } from '@/lib/plan/plan';

type Props = { plan: Plan; onFill: (steps: readonly Step[]) => void; onClose: () => void };

/** Takes bundle ids from what builders wrote (`*-plan.json`), and shows what would change before it changes. */
export function FillBundlesDialog({ plan, onFill, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const reading = useImport();
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const given = [...(target.files ?? [])];
    const files = await Promise.all(
      given.map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    if (files.length > 0) reading.mutate({ files, plan });
  };
  const changed = reading.data ? changedSteps(plan, reading.data.plan) : [];
  const why = !reading.data ? 'Choose files first.' : changed.length === 0 ? 'Nothing would change.' : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Fill in bundle ids"
      description="From the files that builders write beside their proposals: *-plan.json."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            why={why}
            onClick={() => {
              onFill(changed);
              onClose();
            }}
          >
            Fill in
          </Button>
        </>
      }
    >
      <input
        ref={input}
        type="file"
        multiple
        accept=".json"
        aria-label="Files of builders"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => void take(event)}
      />
      <Button why={reading.isPending ? 'They are being read.' : null} onClick={() => input.current?.click()}>
        Choose files…
      </Button>
      {reading.error && (
        <Notice look="failed" alert className="mt-2">
          Nothing was read. {errorWords(reading.error).where}
        </Notice>
      )}
      {reading.data && <Found plan={plan} read={reading.data} />}
    </Dialog>
  );
}

/** The steps of `after` that differ from those of the same id. */
const changedSteps = (before: Plan, after: Plan): Step[] => {
  const differing = new Set(
    diffPlans(before, after).flatMap((change) => (change.type === 'changed' ? change.after.id : [])),
  );
  return after.steps.filter(({ id }) => differing.has(id));
};

function Found({ plan, read }: { plan: Plan; read: Imported }) {
  return (
    <div className="pt-2">
      <ChangeList
        changes={diffPlans(plan, read.plan)}
        label="What would change"
        none="No bundle id is new."
      />
      {read.notes.map(({ where, message }, at) => (
        <p key={at} className="text-12 text-ink-2">
          <span className="font-mono">{where}</span> {message}
        </p>
      ))}
    </div>
  );
}
