import type { Decided, Kept } from '@/lib/inventory/inventory';
import { ENTRIES_KEPT } from '@/lib/inventory/inventory';
import type { NoteBook } from '@/lib/inventory/note-book';
import { type Kv, prefixRange } from '@/lib/server/inventory/store/kv';
import { isVatId, whole } from '@/lib/server/inventory/store/stored-json';

const FIELD = /^(kp\d{1,15})\.(decider|state|subscribers|queue\.nextID)$/;

type Open = { kpid: string; fields: Record<string, string> };

function decidedOf({ kpid, fields }: Open, book: NoteBook): Decided {
  const names = (fields.subscribers ?? '').split(',').filter((name) => name !== '');
  const subscribers = names.filter(isVatId);
  if (subscribers.length < names.length) book.add(kpid, 'Some subscribers of a promise are no vat ids.');
  return { kpid, subscribers, queued: whole(fields['queue.nextID']) ?? 0 };
}

/**
 * The unresolved promises that each vat decides, by its id. A promise's keys stand together, so one is in hand at a time; a decider
 * always has the promise in its c-list (kernelKeeper.js, setDecider).
 */
export function readDecided(kv: Kv, book: NoteBook): Map<string, Kept<Decided>> {
  const byDecider = new Map<string, { entries: Decided[]; total: number }>();
  let open: Open = { kpid: '', fields: {} };
  const close = (): void => {
    const { decider, state } = open.fields;
    if (state !== 'unresolved' || !isVatId(decider)) return;
    const kept = byDecider.get(decider) ?? { entries: [], total: 0 };
    byDecider.set(decider, kept);
    kept.total += 1;
    if (kept.entries.length < ENTRIES_KEPT) kept.entries.push(decidedOf(open, book));
  };
  kv.scan(prefixRange('kp'), ({ bytes, start, end }, value) => {
    const [, kpid, field] = FIELD.exec(bytes.toString('latin1', start, end)) ?? [];
    if (kpid === undefined || field === undefined) return;
    if (kpid !== open.kpid) {
      close();
      open = { kpid, fields: {} };
    }
    open.fields[field] = value() ?? '';
  });
  close();
  const byNumber = (a: Decided, b: Decided): number => Number(a.kpid.slice(2)) - Number(b.kpid.slice(2));
  return new Map(
    [...byDecider].map(([vatID, { entries, total }]) => [
      vatID,
      { entries: entries.toSorted(byNumber), total },
    ]),
  );
}
