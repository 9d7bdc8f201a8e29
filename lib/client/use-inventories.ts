'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { BundleFile } from '@/lib/inventory/built-bundles';
import type { Inventory } from '@/lib/inventory/inventory';
import type {
  DriftView,
  InventoryComparison,
  InventoryRow,
  InventoryView,
} from '@/lib/inventory/inventory-view';
import { parseInventory } from '@/lib/inventory/parse-inventory';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

export const useInventories = (initialData?: InventoryRow[]) =>
  useQuery({
    queryKey: queryKeys.inventories,
    queryFn: async ({ signal }) =>
      (await callDoor<{ inventories: InventoryRow[] }>(paths.api.inventories(), { signal })).inventories,
    refetchInterval: 5_000,
    ...(initialData ? { initialData } : {}),
  });

/** An inventory with its content read; `unfit`: why what the server has cannot be read as one. */
export type KnownInventory = InventoryView & {
  readonly known: Inventory | null;
  readonly unfit: string | null;
};

/** Outside the hook: a fresh function would read megabytes anew with every render. */
function readView(view: InventoryView): KnownInventory {
  if (view.inventory === null) return { ...view, known: null, unfit: null };
  const read = parseInventory(view.inventory);
  return read.ok ? { ...view, known: read.value, unfit: null } : { ...view, known: null, unfit: read.error };
}

/** Asked again each second while it is being read; what is read never changes. `id` null asks nothing. */
export const useInventory = (id: string | null) =>
  useQuery({
    queryKey: queryKeys.inventory(id ?? ''),
    queryFn: ({ signal }) => callDoor<InventoryView>(paths.api.inventory(id ?? ''), { signal }),
    enabled: id !== null,
    select: readView,
    staleTime: 300_000,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (state.data?.state === 'reading' ? 1_000 : false),
  });

/** Against the bundles that were given last. */
export const useDrift = (id: string | null) =>
  useQuery({
    queryKey: queryKeys.drift(id ?? ''),
    queryFn: ({ signal }) => callDoor<DriftView>(paths.api.bundles(id ?? ''), { signal }),
    enabled: id !== null,
  });

export const useInventoryChanges = (id: string, other: string | null) =>
  useQuery({
    queryKey: queryKeys.inventoryChanges(id, other ?? ''),
    queryFn: ({ signal }) =>
      callDoor<InventoryComparison>(paths.api.compareInventory(id, other ?? ''), { signal }),
    enabled: other !== null,
  });

export function useGiveBundles(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (files: readonly BundleFile[]) =>
      callDoor<DriftView>(paths.api.bundles(id), { method: 'POST', body: { files } }),
    onSuccess: (drift) => client.setQueryData(queryKeys.drift(id), drift),
  });
}

export function useRenameInventory(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (label: string) =>
      callDoor<unknown>(paths.api.inventory(id), { method: 'PATCH', body: { label } }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.inventory(id) }),
        client.invalidateQueries({ queryKey: queryKeys.inventories }),
      ]),
  });
}

export function useDeleteInventory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callDoor<undefined>(paths.api.inventory(id), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.inventories }),
  });
}

export function useLearnFromRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (runId: string) =>
      callDoor<{ id: string }>(paths.api.runInventory(runId), { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.inventories }),
  });
}

/** Makes a new inventory of this one and another. */
export function useMergeInventories(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly other: string; readonly label: string }) =>
      callDoor<{ id: string }>(paths.api.mergeInventory(id), { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.inventories }),
  });
}

const choose = (planId: string, inventoryId: string | null) =>
  callDoor<unknown>(paths.api.planInventory(planId), { method: 'POST', body: { inventoryId } });

/** Which inventory the plan's rules know. */
export function useChooseInventory(planId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (inventoryId: string | null) => choose(planId, inventoryId),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.plans }),
  });
}

export type PlanOfInventory = {
  readonly title: string;
  readonly plan: Plan;
  /** The inventory that it is made from, and so is checked against; null: none. */
  readonly inventoryId: string | null;
};

/** Makes a plan and has it checked against the inventory that it came from. */
export function useMakePlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ title, plan, inventoryId }: PlanOfInventory) => {
      const made = await callDoor<PlanView>(paths.api.plans(), { method: 'POST', body: { title, plan } });
      if (inventoryId !== null) await choose(made.id, inventoryId);
      return made;
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.plans, exact: true }),
  });
}
