'use client';

import { type FormEvent, useRef, useState } from 'react';
import { LinkFields } from '@/components/plan/LinkFields';
import type { LinkForm } from '@/components/plan/step-form';
import { readTarget, targetForm } from '@/components/plan/target-form';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea, TextField } from '@/components/ui/TextField';
import type { Plan } from '@/lib/plan/plan';

export type FactsPatch = Pick<Plan, 'chain' | 'upgradeName' | 'target' | 'notes' | 'links'>;
type Props = {
  title: string;
  plan: Plan;
  onSave: (title: string, patch: FactsPatch) => void;
  onClose: () => void;
};

/** What a plan is called, for which chain, under which name and at which height. */
export function FactsDialog({ title, plan, onSave, onClose }: Props) {
  const [form, setForm] = useState(() => ({
    title,
    chain: plan.chain,
    upgradeName: plan.upgradeName,
    notes: plan.notes,
    ...targetForm(plan.target),
  }));
  const [links, setLinks] = useState<readonly LinkForm[]>(plan.links);
  const field = useRef<HTMLInputElement>(null);
  const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const target = readTarget(form);
  const badLink = links.findIndex(({ url }) => !/^https:\/\/\S+$/.test(url.trim()));
  const lacks = [form.title, form.chain, form.upgradeName].some((text) => text.trim() === '');
  const why = lacks ? 'Title, chain and upgrade name are needed.' : target.ok ? null : target.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why || !target.ok || badLink !== -1) return;
    const named = links.map(({ label, url }) => ({ label: label.trim() || url.trim(), url: url.trim() }));
    const { chain, upgradeName, notes } = form;
    onSave(form.title.trim(), {
      chain: chain.trim(),
      upgradeName: upgradeName.trim(),
      target: target.value,
      notes,
      links: named,
    });
    onClose();
  };
  return (
    <Dialog open keeps onOpenChange={(open) => !open && onClose()} title="Plan facts" initialFocus={field}>
      <form onSubmit={submit} className="flex flex-col gap-3 pb-2" noValidate>
        <TextField
          ref={field}
          label="Title"
          value={form.title}
          onChange={({ target: t }) => set({ title: t.value })}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label="Chain" value={form.chain} onChange={({ target: t }) => set({ chain: t.value })} />
          <TextField
            label="Upgrade name"
            value={form.upgradeName}
            onChange={({ target: t }) => set({ upgradeName: t.value })}
          />
          <TextField
            label="Target height, or the first of a window"
            inputMode="numeric"
            value={form.from}
            error={target.ok ? null : target.error}
            onChange={({ target: t }) => set({ from: t.value })}
          />
          <TextField
            label="Last height of the window"
            inputMode="numeric"
            placeholder="exactly that height"
            value={form.to}
            onChange={({ target: t }) => set({ to: t.value })}
          />
        </div>
        <TextArea
          label="Notes (not part of the digest)"
          rows={2}
          value={form.notes}
          onChange={({ target: t }) => set({ notes: t.value })}
        />
        <LinkFields
          links={links}
          errors={badLink === -1 ? {} : { [`links.${badLink}.url`]: 'A link begins with https://' }}
          onChange={setLinks}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" why={why}>
            Save facts
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
