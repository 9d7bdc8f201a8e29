import type { Entry } from '@/lib/slog/entry';
import { asNumber, asString } from '@/lib/slog/json';
import { phaseOf, readEntry } from '@/lib/slog/read-entry';
import { TYPE_NAMES, vatName } from '@/lib/slog/skim/names';
import { valueAt, wordAt } from '@/lib/slog/skim/places';
import {
  BLOCK_HEIGHT,
  BLOCK_TIME,
  BRIDGE,
  BUNDLE_SHA512,
  DESCRIPTION,
  DYNAMIC,
  FULL_SAVE_TIME,
  HANGOVER,
  HOST,
  INBOUND_NUM,
  KIND,
  MANAGER_TYPE,
  MONOTIME,
  NAME,
  PHASE,
  REMAINING_BEANS,
  RUN_NUM,
  SECONDS,
  SOURCE,
  TIME,
  TYPE,
  USED_BEANS,
  VAT,
} from '@/lib/slog/skim/record';
import type { Skimmed } from '@/lib/slog/skim/skimmer';
import {
  BEGIN_BLOCK,
  COMMIT_BLOCK_FINISH,
  END_BLOCK_FINISH,
  END_BLOCK_START,
  RUN_FINISH,
  RUN_START,
} from '@/lib/slog/skim/type';
import { foldEntry } from '@/lib/upgrade/fold/entry';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';

const numberAt = (records: Float64Array, place: number): number | null => asNumber(records[place]);

/** A host's entry of numbers, as its reader makes it of the object: nearly all of them are of these types. */
function hostEntry(skim: Skimmed, slot: number): Entry {
  const { records, memory } = skim;
  const time = numberAt(records, slot + TIME);
  const monotime = numberAt(records, slot + MONOTIME);
  const seconds = numberAt(records, slot + SECONDS);
  const blockHeight = numberAt(records, slot + BLOCK_HEIGHT);
  const remainingBeans = numberAt(records, slot + REMAINING_BEANS);
  switch (records[slot + TYPE] ?? 0) {
    case RUN_START: {
      const phase = phaseOf(wordAt(memory, records[slot + PHASE] ?? 0));
      const runNum = numberAt(records, slot + RUN_NUM) ?? 0;
      return {
        type: 'cosmic-swingset-run-start',
        blockHeight: blockHeight ?? 0,
        runNum,
        phase,
        remainingBeans,
        time,
        monotime,
        seconds,
      };
    }
    case RUN_FINISH: {
      const usedBeans = numberAt(records, slot + USED_BEANS);
      const type = 'cosmic-swingset-run-finish';
      return { type, blockHeight, usedBeans, remainingBeans, time, monotime, seconds };
    }
    case BEGIN_BLOCK: {
      const blockTime = numberAt(records, slot + BLOCK_TIME);
      const hangover = numberAt(records, slot + HANGOVER);
      const type = 'cosmic-swingset-begin-block';
      return { type, blockHeight: blockHeight ?? 0, blockTime, hangover, time, monotime, seconds };
    }
    case COMMIT_BLOCK_FINISH: {
      const saveSeconds = numberAt(records, slot + FULL_SAVE_TIME);
      const type = 'cosmic-swingset-commit-block-finish';
      return { type, blockHeight, saveSeconds, time, monotime, seconds };
    }
    case END_BLOCK_START:
      return { type: 'cosmic-swingset-end-block-start', blockHeight, time, monotime, seconds };
    case END_BLOCK_FINISH:
      return { type: 'cosmic-swingset-end-block-finish', blockHeight, time, monotime, seconds };
    default:
      return readEntry({ time, monotime, seconds }, TYPE_NAMES[records[slot + TYPE] ?? 0] ?? '?');
  }
}

/** Whatever it carries, it is no core eval: those are parsed. */
const bridgeEntry = ({ records, memory }: Skimmed, slot: number): Entry => ({
  type: 'trigger',
  name: 'bridge-inbound',
  inboundNum: asString(valueAt(memory, records[slot + INBOUND_NUM] ?? 0)),
  source: asString(wordAt(memory, records[slot + SOURCE] ?? 0)),
  scripts: null,
  error: null,
  time: numberAt(records, slot + TIME),
  monotime: numberAt(records, slot + MONOTIME),
  seconds: numberAt(records, slot + SECONDS),
});

function vatEntry({ records, memory }: Skimmed, slot: number): Entry {
  const value = (member: number): unknown => valueAt(memory, records[slot + member] ?? 0);
  const vat = records[slot + VAT] ?? Number.NaN;
  const raw = {
    vatID: Number.isNaN(vat) ? undefined : vatName(vat),
    dynamic: value(DYNAMIC),
    description: value(DESCRIPTION),
    name: value(NAME),
    managerType: value(MANAGER_TYPE),
    vatSourceBundle: { endoZipBase64Sha512: value(BUNDLE_SHA512) },
    time: records[slot + TIME],
    monotime: records[slot + MONOTIME],
    seconds: records[slot + SECONDS],
  };
  return readEntry(raw, 'create-vat');
}

function entryOf(skim: Skimmed, slot: number): Entry {
  const kind = skim.records[slot + KIND];
  if (kind === HOST) return hostEntry(skim, slot);
  return kind === BRIDGE ? bridgeEntry(skim, slot) : vatEntry(skim, slot);
}

/**
 * An entry that was validated in place: it is put together from what its readers look at. Its clock neither fell nor stood still,
 * which the scanner has seen.
 */
export function applyHost(state: FoldState, skim: Skimmed, slot: number, at: Place): void {
  foldEntry(state, entryOf(skim, slot), at);
}
