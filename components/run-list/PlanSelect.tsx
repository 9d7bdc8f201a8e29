'use client';

import { Select } from '@/components/ui/Select';
import { usePlans } from '@/lib/client/use-plans';
import type { NamedPlan } from '@/lib/client/use-runs';

type Props = {
  readonly label: string;
  readonly plan: NamedPlan | null;
  readonly onChange: (plan: NamedPlan | null) => void;
  readonly beside?: boolean;
  /** The plan as the run has it: its digest stays until another plan is chosen. */
  readonly kept?: { readonly plan: NamedPlan; readonly title: string } | null;
};

/** Which plan a run executes, at the digest that the list shows now. */
export function PlanSelect({ label, plan, onChange, beside = false, kept = null }: Props) {
  const { data: plans = [] } = usePlans();
  const choose = (id: string): void => {
    if (id === kept?.plan.id) return onChange(kept.plan);
    const found = plans.find((one) => one.id === id);
    onChange(found ? { id, digest: found.digest } : null);
  };
  const missing = kept && !plans.some(({ id }) => id === kept.plan.id);
  return (
    <Select
      beside={beside}
      label={label}
      className="min-w-0 max-w-full"
      value={plan?.id ?? ''}
      onChange={({ target }) => choose(target.value)}
    >
      <option value="">none</option>
      {missing && <option value={kept.plan.id}>{kept.title}</option>}
      {plans.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </Select>
  );
}
