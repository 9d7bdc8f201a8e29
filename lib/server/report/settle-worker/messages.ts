import type { Plan } from '@/lib/plan/plan';
import type { RunInput } from '@/lib/report/input';
import type { Report } from '@/lib/report/report';
import type { Mark } from '@/lib/triage/mark';

/** A published report and what its run shows by now, as UTF-8 JSON of an overview (`lib/live/overview.ts`). */
export type SettleOrder = {
  readonly report: Report;
  readonly plan: Plan;
  readonly run: Omit<RunInput, 'analysis'>;
  readonly overview: Uint8Array;
  readonly marks: readonly Mark[];
};

export type ToSettler = { readonly id: number; readonly order: SettleOrder };
export type FromSettler = { readonly id: number } & (
  | { readonly report: Report }
  | { readonly error: string }
);
