import type { PlanState } from '@/lib/plan/plan-view';
import type { Verdict } from '@/lib/plan/verdict';

const INSTEAD = {
  draft: 'It is a draft; its review has not been requested.',
  superseded: 'Another plan took its place.',
  withdrawn: 'It was withdrawn.',
} as const;

/** A plan is approved only while it is in review; in any other state that state is what there is to say. */
export const inState = (verdict: Verdict, state: PlanState): Verdict =>
  state === 'in-review' ? verdict : { ...verdict, approved: false, sentence: INSTEAD[state] };
