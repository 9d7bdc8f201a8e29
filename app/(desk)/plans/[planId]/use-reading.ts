'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { Actor } from '@/app/(desk)/plans/[planId]/PlanDesk';
import { mayPlan, type PlanVerb } from '@/lib/approval/may';
import { checksOf, NO_FACTS } from '@/lib/client/plan-order/checks';
import { type PlanEdits, usePlanEdits } from '@/lib/client/plan-order/use-plan-edits';
import { useInventory } from '@/lib/client/use-inventories';
import { type PlanActs, usePlanActs } from '@/lib/client/use-plan-acts';
import { usePlan } from '@/lib/client/use-plans';
import { factsFrom } from '@/lib/inventory/facts';
import type { Inventory } from '@/lib/inventory/inventory';
import type { PlanView } from '@/lib/plan/plan-view';
import type { PlanFacts } from '@/lib/plan/rules/rule';
import type { Violation } from '@/lib/plan/violation';

/** A plan page's knowledge: the plan as it is edited, the verbs, what the reader may, and what they have not seen. */
export type Reading = {
  readonly actor: Actor;
  readonly edits: PlanEdits;
  readonly acts: PlanActs;
  readonly violations: readonly Violation[];
  /** The inventory that the plan is checked against; null: none, or it is still on its way. */
  readonly inventory: Inventory | null;
  readonly facts: PlanFacts;
  readonly why: (verb: PlanVerb) => string | null;
  /** The plan as the reader last saw it, where somebody else has changed it since. */
  readonly unseen: PlanView | null;
  readonly look: () => void;
};

/** The view that the reader knows: their own saves are known at once, others' changes when they say so. */
function useKnown(view: PlanView, mine: string): { unseen: PlanView | null; look: () => void } {
  const [known, setKnown] = useState(view);
  const changed = known.digest !== view.digest;
  const theirs = changed && view.author !== mine;
  if (known !== view && !theirs) setKnown(view);
  return { unseen: theirs ? known : null, look: () => setKnown(view) };
}

export function useReading(initial: PlanView, actor: Actor): Reading {
  const seen = usePlan(initial.id, initial).data ?? initial;
  const edits = usePlanEdits(seen);
  const acts = usePlanActs(initial.id);
  const { view, plan } = edits;
  // The order is painted first, its checks with the next frame.
  const checked = useDeferredValue(plan);
  const inventory = useInventory(view.inventory?.id ?? null).data?.known ?? null;
  const facts = useMemo(() => (inventory ? factsFrom(inventory) : NO_FACTS), [inventory]);
  const violations = checked === view.plan ? view.violations : checksOf(checked, facts);
  const why = (verb: PlanVerb) => {
    const may = mayPlan(verb, { ...view, ...actor });
    return may.ok ? null : may.reason;
  };
  return {
    actor,
    edits,
    acts,
    violations,
    inventory,
    facts,
    why,
    ...useKnown(view, actor.name),
  };
}
