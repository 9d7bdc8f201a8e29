'use client';

import { Ellipsis } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { MergeDialog } from '@/components/inventory/MergeDialog';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Menu, MenuItem } from '@/components/ui/Menu';
import { Notice } from '@/components/ui/Notice';
import { TextField } from '@/components/ui/TextField';
import { errorWords } from '@/lib/client/door';
import { useDeleteInventory, useRenameInventory } from '@/lib/client/use-inventories';
import { useWhyNot } from '@/lib/client/use-me';
import type { InventoryRow } from '@/lib/inventory/inventory-view';
import { paths } from '@/lib/url/paths';

/** What can be done with an inventory as a whole: another name, one more of it and another, or an end. */
export function InventoryActions({ row }: { row: InventoryRow }) {
  const [asking, setAsking] = useState<'rename' | 'merge' | 'delete' | null>(null);
  const why = useWhyNot('keep-inventory');
  return (
    <>
      <Menu
        label="More on this inventory"
        trigger={
          <Button look="quiet" size="icon" aria-label="More on this inventory">
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
      >
        <MenuItem why={why} onSelect={() => setAsking('rename')}>
          Rename…
        </MenuItem>
        <MenuItem why={why} onSelect={() => setAsking('merge')}>
          Merge with another…
        </MenuItem>
        <MenuItem why={why} onSelect={() => setAsking('delete')}>
          Delete…
        </MenuItem>
      </Menu>
      {asking === 'rename' && <RenameDialog row={row} onClose={() => setAsking(null)} />}
      {asking === 'merge' && <MergeDialog row={row} onClose={() => setAsking(null)} />}
      {asking === 'delete' && <DeleteDialog row={row} onClose={() => setAsking(null)} />}
    </>
  );
}

type DialogProps = { row: InventoryRow; onClose: () => void };

const NotDone = ({ error }: { error: unknown }) => (
  <Notice look="failed" alert>
    {errorWords(error).where} {errorWords(error).todo}
  </Notice>
);

function RenameDialog({ row, onClose }: DialogProps) {
  const [label, setLabel] = useState(row.label);
  const rename = useRenameInventory(row.id);
  const why = label.trim() === '' ? 'Give it a name.' : rename.isPending ? 'It is being saved.' : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!why) rename.mutate(label.trim(), { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title="Rename inventory"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="rename-inventory" why={why}>
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-inventory" onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <TextField
          label="Name"
          value={label}
          maxLength={200}
          onChange={({ target }) => setLabel(target.value)}
        />
        {rename.error && <NotDone error={rename.error} />}
      </form>
    </Dialog>
  );
}

function DeleteDialog({ row, onClose }: DialogProps) {
  const remove = useDeleteInventory();
  const router = useRouter();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Delete inventory"
      description={`“${row.label}” is deleted for good; plans that are checked against it are checked without.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            why={remove.isPending ? 'It is being deleted.' : null}
            onClick={() => remove.mutate(row.id, { onSuccess: () => router.push(paths.inventories()) })}
          >
            Delete inventory
          </Button>
        </>
      }
    >
      {remove.error && <NotDone error={remove.error} />}
    </Dialog>
  );
}
