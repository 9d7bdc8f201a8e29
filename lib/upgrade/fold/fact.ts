import type { Envelope } from '@/lib/slog/entry';
import { append, edit } from '@/lib/upgrade/fold/ledger';
import type { Fact, FactKind, FoldState, Place } from '@/lib/upgrade/fold/state';
import { nameOf } from '@/lib/upgrade/fold/vat-name';

/** So many of a kind are kept; a log that repeats itself a million times is said once, with the count. */
export const FACT_LIMIT = 1_000;
const TEXT_LIMIT = 500;

type Told = {
  kind: FactKind;
  vatID?: string | null;
  upgradeIndex?: number | null;
  text?: string;
  params?: Fact['params'];
  absorbed?: boolean;
};

/** The console lines since `line` belong to what has a finding of its own. */
export function absorbConsole(state: FoldState, line: number): void {
  for (let i = state.facts.items.length - 1; i >= 0; i -= 1) {
    const fact = state.facts.items[i];
    if (!fact || fact.line < line) return;
    if (fact.kind === 'console' || fact.kind === 'unhandled-rejection')
      Object.assign(edit(state.facts, i) ?? {}, { absorbed: true });
  }
}

/** Notes what a finding may be made of; answers with its index, null when there are enough of its kind. */
export function tell(state: FoldState, at: Place, entry: Pick<Envelope, 'time'>, told: Told): number | null {
  // What an upgrade's window logs must find room, however much was logged before.
  const kind = told.params?.watched === false ? `${told.kind}, outside of upgrades` : told.kind;
  const count = (state.factCounts.get(kind) ?? 0) + 1;
  state.factCounts.set(kind, count);
  if (count > FACT_LIMIT) return null;
  return append(state.facts, {
    kind: told.kind,
    line: at.line,
    byte: at.byte,
    time: entry.time,
    vatID: told.vatID ?? null,
    name: told.vatID ? nameOf(state, told.vatID) : null,
    upgradeIndex: told.upgradeIndex ?? state.upgrade?.index ?? null,
    text: (told.text ?? '').slice(0, TEXT_LIMIT),
    params: told.params ?? {},
    lost: false,
    absorbed: told.absorbed ?? false,
  });
}
