import { peek } from '@/lib/upgrade/fold/ledger';
import type { FoldState } from '@/lib/upgrade/fold/state';

/** What the vat was called when it was created, if the log says so. */
export const nameOf = (state: FoldState, vatID: string): string | null =>
  peek(state.vats, state.vatIndex.get(vatID) ?? null)?.name ?? null;
