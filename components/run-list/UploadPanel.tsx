'use client';

import Link from 'next/link';
import { useMemo, useRef, useState } from 'react';
import { PlanSelect } from '@/components/run-list/PlanSelect';
import { Button } from '@/components/ui/Button';
import { DropPlace } from '@/components/ui/DropPlace';
import { formatWhole } from '@/components/ui/Duration';
import { Progress } from '@/components/ui/Progress';
import { Select } from '@/components/ui/Select';
import { StateMark } from '@/components/ui/StateMark';
import { formatBytes } from '@/lib/base/time';
import { type Action, useActions } from '@/lib/client/actions';
import type { UploadView } from '@/lib/client/upload/upload';
import { type UploadActions, useUpload } from '@/lib/client/upload/use-upload';
import { useWhyNot } from '@/lib/client/use-me';
import { type NamedPlan, useRunsRefreshedBy } from '@/lib/client/use-runs';
import { type RunKind, SENT_KINDS } from '@/lib/live/run-row';
import { paths } from '@/lib/url/paths';

/** A slog from this machine: dropped or chosen, then how far it is. */
export function UploadPanel() {
  const { upload, ...actions } = useUpload();
  useRunsRefreshedBy(upload?.runId ? `${upload.runId} ${upload.state}` : '');
  return (
    <section aria-label="Upload a slog" className="min-w-0">
      {upload ? <UploadProgress upload={upload} actions={actions} /> : <SlogPlace onFile={actions.send} />}
    </section>
  );
}

function SlogPlace({ onFile }: { onFile: UploadActions['send'] }) {
  const [kind, setKind] = useState<RunKind>('clone');
  const [plan, setPlan] = useState<NamedPlan | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const why = useWhyNot('receive-run');
  const choose = useMemo(
    (): Action[] => [
      { id: 'upload', title: 'Upload a slog', group: 'This page', why, run: () => input.current?.click() },
    ],
    [why],
  );
  useActions(choose);
  return (
    <DropPlace
      verb="Choose a slog…"
      label="Slog file"
      why={why}
      input={input}
      onFile={(file) => onFile(file, { kind, ...(plan && { plan }) })}
    >
      <span className="flex-1 basis-64">
        or drop one here, plain or gzip. An upload that was cut off goes on when the same file is chosen
        again.
      </span>
      <Select
        beside
        label="Kind"
        value={kind}
        onChange={({ target }) => setKind(SENT_KINDS.find((known) => known === target.value) ?? 'clone')}
      >
        {SENT_KINDS.map((known) => (
          <option key={known}>{known}</option>
        ))}
      </Select>
      <PlanSelect beside label="Plan" plan={plan} onChange={setPlan} />
    </DropPlace>
  );
}

const MARK = {
  sending: { look: 'running', word: 'sending' },
  waiting: { look: 'attention', word: 'waiting for the server' },
  paused: { look: 'waiting', word: 'paused' },
  done: { look: 'done', word: 'sent' },
  failed: { look: 'failed', word: 'failed' },
} as const satisfies Record<UploadView['state'], { look: string; word: string }>;

function UploadProgress({ upload, actions }: { upload: UploadView; actions: UploadActions }) {
  const { state, name, sent, total, rate, eta, error, resumedAt } = upload;
  return (
    <div className="border-y border-line py-2 text-13">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateMark {...MARK[state]} />
        <span className="min-w-0 truncate font-medium" title={name}>
          {name}
        </span>
        <span className="tnum text-ink-2">
          {formatBytes(sent)} of {formatBytes(total)}
          {rate !== null && state === 'sending' && ` · ${formatBytes(rate)}/s`}
          {eta !== null && state === 'sending' && ` · ${formatWhole(Math.ceil(eta))} left`}
        </span>
        <span className="ml-auto flex gap-2">
          <UploadButtons upload={upload} actions={actions} />
        </span>
      </div>
      {state !== 'done' && <Progress value={sent} max={total} label={`Uploading ${name}`} className="mt-2" />}
      {resumedAt !== null && resumedAt > 0 && (
        <p className="pt-1 text-12 text-ink-2">Went on at {formatBytes(resumedAt)}, where it was cut off.</p>
      )}
      {error && (
        <p role="alert" className="pt-1 text-ink-2">
          {error}
        </p>
      )}
    </div>
  );
}

function UploadButtons({ upload, actions }: { upload: UploadView; actions: UploadActions }) {
  const { state, runId } = upload;
  return (
    <>
      {runId && (
        <Link href={paths.run(runId)} className="self-center underline underline-offset-4 hover:text-accent">
          Open run
        </Link>
      )}
      {state === 'sending' && <Button onClick={actions.pause}>Pause</Button>}
      {state === 'waiting' && <Button onClick={actions.resume}>Try now</Button>}
      {state === 'paused' && <Button onClick={actions.resume}>Resume</Button>}
      {state === 'failed' && <Button onClick={actions.resume}>Try again</Button>}
      {state !== 'sending' && (
        <Button look="quiet" onClick={actions.dismiss}>
          Close
        </Button>
      )}
    </>
  );
}
