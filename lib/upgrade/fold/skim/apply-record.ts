import {
  CONSOLE,
  CRANK_FINISH,
  CRANK_START,
  DELIVER,
  KIND,
  NOTIFIED,
  RESULT,
  SUBSCRIBE,
} from '@/lib/slog/skim/record';
import type { Skimmed } from '@/lib/slog/skim/skimmer';
import { finishCrank } from '@/lib/upgrade/fold/crank';
import { applyConsole } from '@/lib/upgrade/fold/skim/apply-console';
import { applyCrankStart } from '@/lib/upgrade/fold/skim/apply-crank';
import { applyDeliver, applyResult, applySubscribe } from '@/lib/upgrade/fold/skim/apply-delivery';
import { applyHost } from '@/lib/upgrade/fold/skim/apply-host';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';

const NO_CLOCKS = { time: null, monotime: null, seconds: null };

/** Does what the entry of one record does; `at` is where its line stands. */
export function applyRecord(state: FoldState, skim: Skimmed, slot: number, at: Place): void {
  const { records } = skim;
  switch (records[slot + KIND] ?? 0) {
    case CRANK_START:
      return applyCrankStart(state, skim, slot, at);
    case CRANK_FINISH:
      return finishCrank(state, NO_CLOCKS, at);
    case DELIVER:
      return applyDeliver(state, skim, slot, at);
    case RESULT:
      return applyResult(state, records, slot, at);
    case SUBSCRIBE:
      return applySubscribe(state, records, slot, at);
    case CONSOLE:
      return applyConsole(state, skim, slot, at);
    case NOTIFIED:
      // Read with its delivery.
      return;
    default:
      return applyHost(state, skim, slot, at);
  }
}
