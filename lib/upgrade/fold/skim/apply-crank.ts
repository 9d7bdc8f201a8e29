import { krefText } from '@/lib/slog/kref';
import { vatName } from '@/lib/slog/skim/names';
import {
  CRANK,
  MESSAGE,
  MESSAGE_NOTIFY,
  MESSAGE_SEND,
  RESULT_OF,
  ROUTING,
  TARGET,
} from '@/lib/slog/skim/record';
import type { Skimmed } from '@/lib/slog/skim/skimmer';
import { beginCrank, watchRouted } from '@/lib/upgrade/fold/crank';
import { foldEntry } from '@/lib/upgrade/fold/entry';
import { entryAt } from '@/lib/upgrade/fold/skim/entry-at';
import type { CrankMessage, FoldState, Place } from '@/lib/upgrade/fold/state';

const SEND: CrankMessage = { type: 'send' };
const OTHER: CrankMessage = { type: 'other' };

function messageOf(records: Float64Array, slot: number): CrankMessage {
  const message = records[slot + MESSAGE];
  if (message === MESSAGE_SEND) return SEND;
  if (message !== MESSAGE_NOTIFY) return OTHER;
  return {
    type: 'notify',
    vatID: vatName(records[slot + TARGET] ?? 0),
    kpid: krefText(records[slot + RESULT_OF] ?? 0),
  };
}

/** A number that is missing is told with the crank's time, which takes the whole line. */
function isNext(state: FoldState, crankNum: number): boolean {
  return state.lastCrank === null || crankNum === state.lastCrank + 1;
}

/** A crank of which no upgrade, creation or end of a vat is the matter: its clocks are never asked for. */
export function applyCrankStart(state: FoldState, skim: Skimmed, slot: number, at: Place): void {
  const { records } = skim;
  const crankNum = records[slot + CRANK] ?? 0;
  if (!isNext(state, crankNum)) return foldEntry(state, entryAt(skim, slot, 'crank-start'), at);
  const message = messageOf(records, slot);
  const routing = records[slot + ROUTING] === 1;
  beginCrank(state, { crankNum, time: null, monotime: null, routing }, message, at);
  const result = records[slot + RESULT_OF] ?? 0;
  if (routing && message === SEND && result !== 0) watchRouted(state, records[slot + TARGET] ?? 0, result);
}
