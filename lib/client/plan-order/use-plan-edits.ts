'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { afterPaint } from '@/lib/client/after-paint';
import { callDoor, DoorError } from '@/lib/client/door';
import { type EditState, shownPlan, shownTitle } from '@/lib/client/plan-order/edit-state';
import { createEditStore, type EditDoors, type EditStore } from '@/lib/client/plan-order/edit-store';
import { queryKeys } from '@/lib/client/query-keys';
import { type Edit, sayEdit } from '@/lib/plan/edit';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

/** How long an offline page waits before it tries to save again. */
const RETRY_AFTER = 3_000;

const doorsOf = (planId: string): EditDoors => ({
  save: async (body) => {
    await afterPaint();
    return callDoor<PlanView>(paths.api.plan(planId), { method: 'PUT', body });
  },
  read: () => callDoor<PlanView>(paths.api.plan(planId)),
});

/** Ids only name steps within their plan. `randomUUID` is not there without TLS, on another machine's address. */
export const newStepId = (): string =>
  `step-${Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

export type PlanEdits = EditState & {
  /** The plan and its title as the reader sees them. */
  readonly plan: Plan;
  readonly title: string;
  readonly unsaved: boolean;
  readonly tell: EditStore['tell'];
  readonly edit: (edit: Edit) => void;
};

const isOffline = (failure: unknown): boolean => failure instanceof DoorError && failure.status === 0;

/** Tries again by itself while the server does not answer, and asks before a page with unsaved changes is left. */
function useCare(store: EditStore, offline: boolean, unsaved: boolean): void {
  useEffect(() => {
    if (!offline) return undefined;
    const again = () => store.tell({ type: 'retried' });
    const timer = window.setTimeout(again, RETRY_AFTER);
    window.addEventListener('online', again);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', again);
    };
  }, [store, offline]);
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}

/** A plan as it is being edited: shown at once, saved as revisions, with others' changes noticed. */
export function usePlanEdits(seen: PlanView): PlanEdits {
  const client = useQueryClient();
  const [store] = useState(() => createEditStore(seen, doorsOf(seen.id), newStepId));
  const state = useSyncExternalStore(store.subscribe, store.get, store.get);
  useEffect(() => store.tell({ type: 'seen', view: seen }), [store, seen]);
  const { view } = state;
  useEffect(() => {
    client.setQueryData<PlanView>(queryKeys.plan(view.id), (cached) =>
      cached && cached.revisionNo >= view.revisionNo ? cached : view,
    );
  }, [client, view]);
  const unsaved = state.pending.length > 0 || state.conflict !== null;
  useCare(store, isOffline(state.failure), unsaved);
  const edit = useCallback(
    (change: Edit) =>
      store.tell({ type: 'edited', edit: change, says: sayEdit(change, shownPlan(store.get())) }),
    [store],
  );
  return { ...state, plan: shownPlan(state), title: shownTitle(state), unsaved, tell: store.tell, edit };
}
