'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { PlanSelect } from '@/components/run-list/PlanSelect';
import { receiveLines } from '@/components/run-list/receive-lines';
import { Button } from '@/components/ui/Button';
import { CopyBlock } from '@/components/ui/CopyBlock';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { Select } from '@/components/ui/Select';
import { TextField } from '@/components/ui/TextField';
import { type Action, useActions } from '@/lib/client/actions';
import { errorWords } from '@/lib/client/door';
import { useWhyNot } from '@/lib/client/use-me';
import { type NamedPlan, type RunSource, useCreateRun } from '@/lib/client/use-runs';
import { type RunKind, SENT_KINDS } from '@/lib/live/run-row';
import { paths } from '@/lib/url/paths';

/** Opens a run for a node elsewhere and tells how to connect it. */
export function ReceiveButton() {
  const [open, setOpen] = useState(false);
  const [round, setRound] = useState(0);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setRound(round + 1);
  };
  const why = useWhyNot('receive-run');
  const actions = useMemo(
    (): Action[] => [
      { id: 'receive', title: 'Receive from a node', group: 'This page', why, run: () => setOpen(true) },
    ],
    [why],
  );
  useActions(actions);
  return (
    <>
      <Button why={why} onClick={() => setOpen(true)}>
        Receive from a node…
      </Button>
      {/* A new round forgets the last token: it is shown once. */}
      <ReceiveDialog key={round} open={open} onOpenChange={change} />
    </>
  );
}

function ReceiveDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const create = useCreateRun();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<RunKind>('clone');
  const [plan, setPlan] = useState<NamedPlan | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ title: title.trim(), kind, ...(plan && { plan }) });
  };
  if (create.data) return <Connection source={create.data} open={open} onOpenChange={onOpenChange} />;
  const why =
    title.trim() === '' ? 'Give the run a title first.' : create.isPending ? 'It is being created.' : null;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Receive from a node"
      description="Creates a run that waits for the slog of a node."
      initialFocus={field}
    >
      <form onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <TextField
          ref={field}
          label="Title"
          value={title}
          maxLength={200}
          placeholder="Mainnet clone, upgrade 22"
          onChange={({ target }) => setTitle(target.value)}
        />
        <Select
          label="Kind"
          value={kind}
          onChange={({ target }) => setKind(SENT_KINDS.find((known) => known === target.value) ?? 'clone')}
        >
          {SENT_KINDS.map((known) => (
            <option key={known}>{known}</option>
          ))}
        </Select>
        <PlanSelect label="Plan that it executes" plan={plan} onChange={setPlan} />
        {create.error && (
          <Notice look="failed" alert>
            The run was not created. {errorWords(create.error).where} {errorWords(create.error).todo}
          </Notice>
        )}
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button look="primary" type="submit" why={why}>
            Create run
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type ConnectionProps = { source: RunSource; open: boolean; onOpenChange: (open: boolean) => void };

function Connection({ source, open, onOpenChange }: ConnectionProps) {
  const router = useRouter();
  const { env, tail } = receiveLines(source, window.location.origin);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Connect the node"
      description="The token is shown this once; the server keeps only its hash."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          <Button look="primary" onClick={() => router.push(paths.run(source.runId))}>
            Open run
          </Button>
        </>
      }
    >
      <h3 className="pb-1 text-13 font-medium">A node that writes slogs through SLOGSENDER</h3>
      <p className="pb-2 text-13 text-ink-2">
        Copy the folder <code className="font-mono text-12">lib/slog-sender</code> to the node's machine, set
        the first line to where it is, and start the node with this environment.
      </p>
      <CopyBlock name="environment" text={env} />
      <h3 className="pb-1 pt-4 text-13 font-medium">A slog file that grows</h3>
      <p className="pb-2 text-13 text-ink-2">From a checkout of Vatdeck on the machine where the file is.</p>
      <CopyBlock name="command" text={tail} />
      <p className="py-2 text-12 text-ink-3">
        If the node is on another machine, this server's address above must be one it can reach.
      </p>
    </Dialog>
  );
}
