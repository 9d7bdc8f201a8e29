import { krefName, vatName } from '@/lib/slog/skim/names';
import {
  CRANK,
  MESSAGE,
  MESSAGE_NOTIFY,
  MESSAGE_SEND,
  MONOTIME,
  RESULT_OF,
  ROUTING,
  TARGET,
  TIME,
} from '@/lib/slog/skim/record';
import { beginCrank, watchRouted } from '@/lib/upgrade/fold/crank';
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
    kpid: krefName(records[slot + RESULT_OF] ?? 0),
  };
}

/** A crank of which no upgrade, creation or end of a vat is the matter. */
export function applyCrankStart(state: FoldState, records: Float64Array, slot: number, at: Place): void {
  const message = messageOf(records, slot);
  const routing = records[slot + ROUTING] === 1;
  beginCrank(
    state,
    {
      crankNum: records[slot + CRANK] ?? null,
      time: records[slot + TIME] ?? null,
      monotime: records[slot + MONOTIME] ?? null,
      routing,
    },
    message,
    at,
  );
  if (routing && message === SEND && state.replacedAt.size > 0)
    watchRouted(state, krefName(records[slot + TARGET] ?? 0), krefName(records[slot + RESULT_OF] ?? 0));
}
