'use client';

import Link from 'next/link';
import { useMemo, useRef } from 'react';
import { Button } from '@/components/ui/Button';
import { formatCount } from '@/components/ui/count';
import { DropPlace } from '@/components/ui/DropPlace';
import { formatWhole } from '@/components/ui/Duration';
import { Progress } from '@/components/ui/Progress';
import { StateMark } from '@/components/ui/StateMark';
import { formatBytes } from '@/lib/base/time';
import { type Action, useActions } from '@/lib/client/actions';
import { type ImportView, useImportInventory } from '@/lib/client/upload/use-import-inventory';
import { useWhyNot } from '@/lib/client/use-me';
import { paths } from '@/lib/url/paths';

/** A store or an inventory's file from this machine: dropped or chosen, then how far it is sent and read. */
export function ImportPanel() {
  const { send, cancel, close, view } = useImportInventory();
  return (
    <section aria-label="Import an inventory" className="min-w-0">
      {view === null ? (
        <StorePlace onFile={(file) => void send(file)} />
      ) : (
        <ImportProgress view={view} onCancel={cancel} onClose={close} />
      )}
    </section>
  );
}

function StorePlace({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const why = useWhyNot('keep-inventory');
  const actions = useMemo(
    (): Action[] => [
      {
        id: 'import-inventory',
        title: 'Import an inventory',
        group: 'This page',
        why,
        run: () => input.current?.click(),
      },
    ],
    [why],
  );
  useActions(actions);
  return (
    <DropPlace
      verb="Choose a file…"
      look="primary"
      label="Inventory file"
      why={why}
      input={input}
      onFile={onFile}
    >
      <span className="flex-1 basis-64">
        or drop one here: a swing-store (swingstore.sqlite), an export of one (a tar), an inventory as JSON,
        or a vat map; plain or gzip.
      </span>
    </DropPlace>
  );
}

const MARKS = {
  sending: { look: 'running', word: 'sending' },
  reading: { look: 'running', word: 'reading' },
  ready: { look: 'done', word: 'read' },
  failed: { look: 'failed', word: 'not imported' },
} as const satisfies Record<ImportView['state'], { look: string; word: string }>;

/** "12 MB of 2.1 GB · 30,000 keys · 45 MB/s · 40 s left"; of what is known. */
function sayProgress({ done, total, rate, eta, keys }: ImportView): string {
  const parts = [
    total === null ? formatBytes(done) : `${formatBytes(done)} of ${formatBytes(total)}`,
    keys === null ? '' : `${formatCount(keys)} keys`,
    rate === null ? '' : `${formatBytes(rate)}/s`,
    eta === null ? '' : `${formatWhole(Math.ceil(eta))} left`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

type ProgressProps = { view: ImportView; onCancel: () => void; onClose: () => void };

function ImportProgress({ view, onCancel, onClose }: ProgressProps) {
  const { state, name, inventoryId, error } = view;
  const busy = state === 'sending' || state === 'reading';
  return (
    <div className="border-y border-line py-2 text-13">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateMark {...MARKS[state]} />
        <span className="min-w-0 truncate font-medium" title={name}>
          {name}
        </span>
        {busy && <span className="tnum text-ink-2">{sayProgress(view)}</span>}
        <span className="ml-auto flex gap-2">
          {state === 'ready' && inventoryId !== null && (
            <Link
              href={paths.inventory(inventoryId)}
              className="self-center underline underline-offset-4 hover:text-accent"
            >
              Open inventory
            </Link>
          )}
          {busy ? (
            <Button onClick={onCancel}>Cancel</Button>
          ) : (
            <Button look="quiet" onClick={onClose}>
              Close
            </Button>
          )}
        </span>
      </div>
      {busy && (
        <Progress
          value={view.done}
          max={view.total}
          label={`${state === 'sending' ? 'Sending' : 'Reading'} ${name}`}
          className="mt-2"
        />
      )}
      {error && (
        <div role="alert" className="pt-1 [overflow-wrap:anywhere]">
          <p>{error.where}</p>
          <p className="text-ink-2">{error.todo}</p>
        </div>
      )}
    </div>
  );
}
