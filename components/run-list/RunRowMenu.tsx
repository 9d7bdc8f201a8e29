'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/Menu';
import { errorWords } from '@/lib/client/door';
import { useWhyNot } from '@/lib/client/use-me';
import { useDeleteRun, useStopRehearsal } from '@/lib/client/use-runs';
import { isOpen } from '@/lib/live/run-look';
import type { RunRow } from '@/lib/live/run-row';
import { paths } from '@/lib/url/paths';

function sayFailed(what: string) {
  return (error: unknown) => toast(`${what} ${errorWords(error).where}`);
}

function copyLink(run: RunRow): void {
  const link = `${window.location.origin}${paths.run(run.id)}`;
  navigator.clipboard?.writeText(link).then(
    () => toast('Link copied'),
    () => toast(`The browser refuses to copy. The link is ${link}`),
  );
}

/** What can be done with one run from the list. */
export function RunRowMenu({ run }: { run: RunRow }) {
  const [asking, setAsking] = useState(false);
  const stop = useStopRehearsal();
  const open = isOpen(run);
  const whyNoStop = useWhyNot('stop-rehearsal');
  const whyNoDelete = useWhyNot('delete-run');
  return (
    <>
      <Menu
        label={`Actions on ${run.title}`}
        trigger={
          <Button look="quiet" size="icon" aria-label={`Actions on ${run.title}`}>
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => copyLink(run)}>Copy link</MenuItem>
        {run.kind === 'rehearsal' && open && (
          <MenuItem
            why={whyNoStop}
            onSelect={() => stop.mutate(run.id, { onError: sayFailed('It was not stopped.') })}
          >
            Stop rehearsal
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem
          why={whyNoDelete ?? (run.state === 'streaming' ? 'It is streaming; stop it first.' : null)}
          onSelect={() => setAsking(true)}
        >
          Delete run…
        </MenuItem>
      </Menu>
      <DeleteDialog run={run} open={asking} onOpenChange={setAsking} />
    </>
  );
}

type DeleteProps = { run: RunRow; open: boolean; onOpenChange: (open: boolean) => void };

function DeleteDialog({ run, open, onOpenChange }: DeleteProps) {
  const remove = useDeleteRun();
  const confirm = () =>
    remove.mutate(run.id, {
      onSuccess: () => toast(`Deleted ${run.title}`),
      onError: sayFailed('It was not deleted.'),
      onSettled: () => onOpenChange(false),
    });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete “${run.title}”?`}
      description="Its slog and everything read from it are removed from this server. There is no way back."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
          <Button look="danger" onClick={confirm} why={remove.isPending ? 'It is being deleted.' : null}>
            Delete run
          </Button>
        </>
      }
    >
      <p className="font-mono text-12 text-ink-2">{run.id}</p>
    </Dialog>
  );
}
