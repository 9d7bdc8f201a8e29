'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { callDoor } from '@/lib/client/door';
import { type OrderState, shownSteps } from '@/lib/client/plan-order/order-state';
import { createOrderStore, type OrderDoors, type OrderStore } from '@/lib/client/plan-order/order-store';
import { queryKeys } from '@/lib/client/query-keys';
import type { Step } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

const doorsOf = (planId: string): OrderDoors => ({
  save: (change) => callDoor<PlanView>(paths.api.plan(planId), { method: 'PUT', body: change }),
  read: () => callDoor<PlanView>(paths.api.plan(planId)),
});

export type PlanOrder = OrderState & { readonly steps: readonly Step[]; readonly tell: OrderStore['tell'] };

/** The order of a plan as it is being edited: shown at once, saved move by move, with others' changes noticed. */
export function usePlanOrder(seen: PlanView): PlanOrder {
  const client = useQueryClient();
  const [store] = useState(() => createOrderStore(seen, doorsOf(seen.id)));
  const state = useSyncExternalStore(store.subscribe, store.get, store.get);
  useEffect(() => store.tell({ type: 'seen', view: seen }), [store, seen]);
  const { view } = state;
  useEffect(() => {
    client.setQueryData<PlanView>(queryKeys.plan(view.id), (cached) =>
      cached && cached.revisionNo >= view.revisionNo ? cached : view,
    );
  }, [client, view]);
  return { ...state, steps: shownSteps(state), tell: store.tell };
}
