import type { Entry } from '@/lib/slog/entry';
import { readEntry } from '@/lib/slog/read-entry';
import { TYPE_NAMES, vatName } from '@/lib/slog/skim/names';
import { valueAt } from '@/lib/slog/skim/places';
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
import { foldEntry } from '@/lib/upgrade/fold/entry';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';

/** The object of a host's entry as far as its reader looks at it; NaN is none, as the readers take it. */
function hostEntry({ records, memory }: Skimmed, slot: number): Entry {
  const raw = {
    blockHeight: records[slot + BLOCK_HEIGHT],
    runNum: records[slot + RUN_NUM],
    remainingBeans: records[slot + REMAINING_BEANS],
    usedBeans: records[slot + USED_BEANS],
    blockTime: records[slot + BLOCK_TIME],
    afterCommitHangoverSeconds: records[slot + HANGOVER],
    fullSaveTime: records[slot + FULL_SAVE_TIME],
    phase: valueAt(memory, records[slot + PHASE] ?? 0),
    time: records[slot + TIME],
    monotime: records[slot + MONOTIME],
    seconds: records[slot + SECONDS],
  };
  return readEntry(raw, TYPE_NAMES[records[slot + TYPE] ?? 0] ?? '?');
}

function bridgeEntry({ records, memory }: Skimmed, slot: number): Entry {
  const raw = {
    inboundNum: valueAt(memory, records[slot + INBOUND_NUM] ?? 0),
    source: valueAt(memory, records[slot + SOURCE] ?? 0),
    // Whatever it is, it is no core eval: those are parsed.
    body: {},
    time: records[slot + TIME],
    monotime: records[slot + MONOTIME],
    seconds: records[slot + SECONDS],
  };
  return readEntry(raw, 'cosmic-swingset-bridge-inbound');
}

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
