'use client';

import { Dialog } from '@/components/ui/Dialog';
import { Kbd } from '@/components/ui/Kbd';
import { printKeys } from '@/lib/client/keys';
import { PLACES, SHORTCUTS, type Shortcut } from '@/lib/client/shortcuts';
import { useMac } from '@/lib/client/use-shortcut-keys';

const ALL: readonly Shortcut[] = Object.values(SHORTCUTS);

/** The one table of keys, printed. */
export function HelpDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const mac = useMac();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      description="Nothing needs a mouse; everything else is in the command menu."
      className="w-[min(44rem,calc(100vw-1.5rem))]"
    >
      <div className="gap-x-8 pb-1 sm:columns-2">
        {PLACES.map((place) => (
          <KeyTable key={place} place={place} rows={ALL.filter(({ where }) => where === place)} mac={mac} />
        ))}
      </div>
    </Dialog>
  );
}

function KeyTable({ place, rows, mac }: { place: string; rows: readonly Shortcut[]; mac: boolean }) {
  if (rows.length === 0) return null;
  return (
    <table className="mb-4 w-full break-inside-avoid text-13">
      <caption className="pb-1 text-left text-12 text-ink-3">{place}</caption>
      <tbody>
        {rows.map(({ keys, says }) => (
          <tr key={keys} className="h-7 border-t border-line">
            <td>{says}</td>
            <td className="text-right">
              <Kbd keys={printKeys(keys, mac)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
