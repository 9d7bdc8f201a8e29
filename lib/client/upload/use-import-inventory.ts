import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { errorWords } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import { sendFile } from '@/lib/client/upload/send-file';
import { useDeleteInventory, useInventory } from '@/lib/client/use-inventories';
import { sampleRate, startRate, type TransferRate, timeLeft } from '@/lib/live/transfer-rate';
import { paths } from '@/lib/url/paths';

/** An import as it is shown. Bytes, bytes a second, and `eta` in seconds; `keys`: how many of the store's keys were read. */
export type ImportView = {
  readonly state: 'sending' | 'reading' | 'ready' | 'failed';
  readonly name: string;
  readonly inventoryId: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly rate: number | null;
  readonly eta: number | null;
  readonly keys: number | null;
  readonly error: { readonly where: string; readonly todo: string } | null;
};

type Sending = { readonly file: File; readonly rate: TransferRate; readonly life: AbortController };

const UNREAD = {
  todo: 'Import a swing-store (swingstore.sqlite), an export of one as a tar, an inventory as JSON, a vat map, or any of them packed by gzip.',
};

/** How fast the server reads, from what it says of itself each second. */
function useReadingRate(id: string | null, bytes: number | null, at: number): TransferRate | null {
  const [known, setKnown] = useState<{ id: string; rate: TransferRate } | null>(null);
  if (id === null || bytes === null || at === 0) return null;
  if (known?.id !== id) {
    const rate = startRate(at, bytes);
    setKnown({ id, rate });
    return rate;
  }
  if (known.rate.at === at) return known.rate;
  const rate = sampleRate(known.rate, at, bytes);
  setKnown({ id, rate });
  return rate;
}

/** One file on its way into an inventory: its bytes are sent, then its keys are read; either can be cancelled. */
export function useImportInventory() {
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending | null>(null);
  const [made, setMade] = useState<{ id: string; name: string } | null>(null);
  const [failure, setFailure] = useState<{ name: string; error: unknown } | null>(null);
  const life = useRef<AbortController | null>(null);
  const { mutate: remove } = useDeleteInventory();
  const reading = useInventory(made?.id ?? null);
  const { progress = null } = reading.data ?? {};
  const rate = useReadingRate(made?.id ?? null, progress?.bytes ?? null, reading.dataUpdatedAt);

  const forget = () => {
    setMade(null);
    setFailure(null);
  };
  const send = async (file: File) => {
    forget();
    const mine = new AbortController();
    life.current = mine;
    const show = (sent: number) =>
      setSending((now) => ({
        file,
        life: mine,
        rate:
          now?.life === mine
            ? sampleRate(now.rate, performance.now(), sent)
            : startRate(performance.now(), sent),
      }));
    show(0);
    try {
      const path = paths.api.inventories({ name: file.name });
      const { id } = await sendFile<{ id: string }>(path, file, { signal: mine.signal, onProgress: show });
      setMade({ id, name: file.name });
    } catch (error) {
      if (!mine.signal.aborted) setFailure({ name: file.name, error });
    } finally {
      setSending(null);
      void client.invalidateQueries({ queryKey: queryKeys.inventories });
    }
  };
  const cancel = () => {
    life.current?.abort();
    if (made) remove(made.id);
    forget();
  };
  /** What could not be read is of no use to anybody. */
  const close = () => {
    if (made && reading.data?.state === 'failed') remove(made.id);
    forget();
  };
  return {
    send,
    cancel,
    close,
    view: viewOf({ sending, made, failure, reading: reading.data, rate, broken: reading.error }),
  };
}

type Known = {
  readonly sending: Sending | null;
  readonly made: { readonly id: string; readonly name: string } | null;
  readonly failure: { readonly name: string; readonly error: unknown } | null;
  readonly reading: ReturnType<typeof useInventory>['data'];
  readonly rate: TransferRate | null;
  readonly broken: unknown;
};

const NOTHING = { inventoryId: null, done: 0, total: null, rate: null, eta: null, keys: null, error: null };

function viewOf({ sending, made, failure, reading, rate, broken }: Known): ImportView | null {
  if (sending) {
    const { file, rate: sent } = sending;
    const eta = timeLeft(sent, file.size);
    return {
      ...NOTHING,
      state: 'sending',
      name: file.name,
      done: sent.bytes,
      total: file.size,
      rate: sent.rate,
      eta,
    };
  }
  if (failure) return { ...NOTHING, state: 'failed', name: failure.name, error: errorWords(failure.error) };
  if (!made) return null;
  const { id: inventoryId, name } = made;
  if (broken) return { ...NOTHING, state: 'failed', name, inventoryId, error: errorWords(broken) };
  const error = reading?.error ?? reading?.unfit ?? null;
  if (error !== null)
    return { ...NOTHING, state: 'failed', name, inventoryId, error: { where: error, ...UNREAD } };
  if (reading?.state === 'ready') return { ...NOTHING, state: 'ready', name, inventoryId };
  const { bytes = 0, total = null, keys = null } = reading?.progress ?? {};
  const eta = rate && timeLeft(rate, total);
  return {
    ...NOTHING,
    state: 'reading',
    name,
    inventoryId,
    done: bytes,
    total,
    keys,
    rate: rate?.rate ?? null,
    eta,
  };
}
