import { asString } from '@/lib/slog/json';
import { vatName } from '@/lib/slog/skim/names';
import { wordAt } from '@/lib/slog/skim/places';
import { CALM, CRANK, DELIVERY, LEVEL, VAT } from '@/lib/slog/skim/record';
import type { Skimmed } from '@/lib/slog/skim/skimmer';
import { onCalmConsole } from '@/lib/upgrade/fold/console';
import { foldEntry } from '@/lib/upgrade/fold/entry';
import { entryAt } from '@/lib/upgrade/fold/skim/entry-at';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';

/** A vat printed something: if of no consequence, and if it does not go on with what was, its text is not looked at. */
export function applyConsole(state: FoldState, skim: Skimmed, slot: number, at: Place): void {
  const { records, memory } = skim;
  const calm =
    records[slot + CALM] === 1 &&
    onCalmConsole(state, {
      vatID: vatName(records[slot + VAT] ?? 0),
      crankNum: records[slot + CRANK] ?? 0,
      deliveryNum: records[slot + DELIVERY] ?? 0,
      level: asString(wordAt(memory, records[slot + LEVEL] ?? 0)) ?? 'log',
    });
  if (!calm) foldEntry(state, entryAt(skim, slot, 'console'), at);
}
