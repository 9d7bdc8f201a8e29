'use client';

import { type FormEvent, useState } from 'react';
import { policyWords } from '@/components/plan/policy-words';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Panel } from '@/components/ui/Panel';
import { TextField } from '@/components/ui/TextField';
import { Toggle } from '@/components/ui/Toggle';
import { ROLES, type Role } from '@/lib/people/role';
import type { ApprovalPolicy } from '@/lib/plan/policy';

type Props = { policy: ApprovalPolicy; why: string | null; onChange: (policy: ApprovalPolicy) => void };

/** Who must approve, as a sentence, and its change. */
export function PolicyFields({ policy, why, onChange }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Panel
      title="Approval policy"
      actions={
        <Button size="small" why={why} onClick={() => setOpen(true)}>
          Change…
        </Button>
      }
    >
      <p className="py-2 text-13 text-ink-2">{policyWords(policy)}</p>
      {open && <PolicyDialog policy={policy} onChange={onChange} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

type Need = { roles: readonly Role[]; count: string };

function PolicyDialog({ policy, onChange, onClose }: Omit<Props, 'why'> & { onClose: () => void }) {
  const [needs, setNeeds] = useState<readonly Need[]>(() =>
    policy.needs.map(({ roles, count }) => ({ roles, count: String(count) })),
  );
  const [rest, setRest] = useState(policy);
  const [days, setDays] = useState(policy.expiresAfterDays === null ? '' : String(policy.expiresAfterDays));
  const read: ApprovalPolicy = {
    ...rest,
    needs: needs.map(({ roles, count }) => ({ roles, count: Number(count) })),
    expiresAfterDays: days.trim() === '' ? null : Number(days),
  };
  const badNeed = needs.some(({ roles, count }) => roles.length === 0 || !/^[1-9]\d?$/.test(count));
  const badDays = days.trim() !== '' && !/^[1-9]\d{0,3}$/.test(days.trim());
  const why = badNeed
    ? 'Each line needs a number from 1 and at least one role.'
    : needs.length === 0
      ? 'Ask for at least one approval.'
      : badDays
        ? 'Days: a whole number, or nothing.'
        : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why) return;
    onChange(read);
    onClose();
  };
  const setNeed = (at: number, need: Need) => setNeeds(needs.with(at, need));
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title="Approval policy"
      className="w-[min(42rem,calc(100vw-1.5rem))]"
      description={why ?? policyWords(read)}
    >
      <form onSubmit={submit} className="flex flex-col gap-3 pb-2">
        {needs.map((need, at) => (
          <NeedFields
            key={at}
            need={need}
            onChange={(next) => setNeed(at, next)}
            onRemove={() => setNeeds(needs.toSpliced(at, 1))}
          />
        ))}
        <Button
          size="small"
          className="self-start"
          onClick={() => setNeeds([...needs, { roles: ['approver', 'admin'], count: '1' }])}
        >
          Add a need
        </Button>
        <Toggle
          label="Whoever made or edited the plan does not approve it"
          checked={rest.excludeEditors}
          onChange={(excludeEditors) => setRest({ ...rest, excludeEditors })}
        />
        <Toggle
          label="A decline blocks"
          checked={rest.declineBlocks}
          onChange={(declineBlocks) => setRest({ ...rest, declineBlocks })}
        />
        <Toggle
          label="A rehearsal of exactly this plan must have tried all of it, with no open blocker"
          checked={rest.needsCoverage ?? false}
          onChange={(needsCoverage) => setRest({ ...rest, needsCoverage })}
        />
        <TextField
          label="Approvals expire after days (empty: never)"
          inputMode="numeric"
          value={days}
          error={badDays ? 'A whole number, or nothing.' : null}
          onChange={({ target }) => setDays(target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" why={why}>
            Save policy
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type NeedProps = { need: Need; onChange: (need: Need) => void; onRemove: () => void };

function NeedFields({ need, onChange, onRemove }: NeedProps) {
  const toggle = (role: Role, on: boolean) =>
    onChange({ ...need, roles: ROLES.filter((one) => (one === role ? on : need.roles.includes(one))) });
  return (
    <fieldset className="flex flex-wrap items-end gap-x-4 gap-y-2 border-b border-line pb-3">
      <legend className="sr-only">Need</legend>
      <TextField
        label="Approvals"
        inputMode="numeric"
        className="w-20"
        value={need.count}
        onChange={({ target }) => onChange({ ...need, count: target.value })}
      />
      <span className="flex flex-wrap gap-x-4 pb-1.5">
        {ROLES.map((role) => (
          <Toggle
            key={role}
            label={role}
            checked={need.roles.includes(role)}
            onChange={(on) => toggle(role, on)}
          />
        ))}
      </span>
      <Button size="small" look="quiet" className="ml-auto" onClick={onRemove}>
        Remove
      </Button>
    </fieldset>
  );
}
