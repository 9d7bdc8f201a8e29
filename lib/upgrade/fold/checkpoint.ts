import { isRecord } from '@/lib/slog/json';
import { listText } from '@/lib/upgrade/document-text';
import { KrefMap } from '@/lib/upgrade/fold/kref-map';
import { isLedger, newLedger } from '@/lib/upgrade/fold/ledger';
import { NO_CELLS, PackedCells } from '@/lib/upgrade/fold/packed-cells';
import { RecentKrefs } from '@/lib/upgrade/fold/recent-krefs';
import { type FoldState, initialState } from '@/lib/upgrade/fold/state';

const MAP = '$map';
const KREFS = '$krefs';
const RECENT = '$recent';
const LEDGER = '$ledger';
const CELLS = '$cells';

/** A deep copy of the state as plain JSON: maps become lists of pairs, ledgers their items, packed cells stay packed. */
export function freeze(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(freeze);
  if (value instanceof Map) return { [MAP]: [...value].map(([key, item]) => [key, freeze(item)]) };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof KrefMap) return { [KREFS]: [value.limit, [...value]] };
  if (value instanceof RecentKrefs) return { [RECENT]: [value.places, [...value]] };
  if (value instanceof PackedCells) return { [CELLS]: [value.vats, value.numbers] };
  if (isLedger(value)) return { [LEDGER]: value.items.map(freeze) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, freeze(item)]));
}

const thawCells = ([vats, numbers]: unknown[]): PackedCells =>
  Array.isArray(vats) && Array.isArray(numbers) && vats.length > 0
    ? new PackedCells(vats, numbers)
    : NO_CELLS;

function thaw(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(thaw);
  if (!isRecord(value)) return value;
  if (Array.isArray(value[MAP]))
    return new Map(value[MAP].map(([key, item]: [string, unknown]) => [key, thaw(item)]));
  if (Array.isArray(value[KREFS])) return new KrefMap(value[KREFS][0], value[KREFS][1]);
  if (Array.isArray(value[RECENT])) return new RecentKrefs(value[RECENT][0], value[RECENT][1]);
  if (Array.isArray(value[CELLS])) return thawCells(value[CELLS]);
  if (Array.isArray(value[LEDGER])) return newLedger(value[LEDGER].map(thaw));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, thaw(item)]));
}

function* manyText(name: string, items: Iterable<unknown>): Generator<string> {
  yield `{"${name}":`;
  yield* listText(items, freeze);
  yield '}';
}

/** The same of a map by references, which has its limit first. */
function* krefsText(krefs: KrefMap): Generator<string> {
  yield `{"${KREFS}":[${krefs.limit},`;
  yield* listText(krefs);
  yield ']}';
}

function partText(value: unknown): Iterable<string> {
  if (value instanceof Map) return manyText(MAP, value);
  if (value instanceof KrefMap) return krefsText(value);
  if (isRecord(value) && isLedger(value)) return manyText(LEDGER, value.items);
  return [JSON.stringify(freeze(value))];
}

/** What `JSON.stringify` is of the frozen state, in parts: nothing of what a long log fills is copied as a whole. */
export function* frozenText(state: FoldState): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(state)) {
    yield `${before}${JSON.stringify(key)}:`;
    yield* partText(value);
    before = ',';
  }
  yield '}';
}

/** A frozen state, alive again; throws unless it has exactly the parts of this version's state. */
export function checkedState(frozen: unknown): FoldState {
  const state = thaw(frozen);
  const parts = Object.keys(initialState());
  if (!isRecord(state) || parts.some((part) => !Object.hasOwn(state, part)))
    throw new Error('This checkpoint is damaged or of another version; fold the text from its start.');
  return state as FoldState;
}
