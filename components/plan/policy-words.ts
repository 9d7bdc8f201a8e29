import { counted, listed } from '@/lib/base/words';
import type { ApprovalPolicy } from '@/lib/plan/policy';
import type { Verdict } from '@/lib/plan/verdict';

const either = (words: readonly string[]): string => listed(words, 'or') || 'nobody';

/** A policy as a sentence: "2 approvals of approver or admin; editors do not count; a decline blocks." */
export function policyWords({
  needs,
  excludeEditors,
  declineBlocks,
  expiresAfterDays,
  needsCoverage = false,
}: ApprovalPolicy): string {
  const needed = needs.map(({ roles, count }) => `${counted(count, 'approval')} of ${either(roles)}`);
  const parts = [
    needed.length === 0 ? 'No approval is named, so that nobody can approve it' : needed.join(' and '),
    excludeEditors ? 'editors’ own do not count' : 'editors may approve too',
    declineBlocks ? 'a decline blocks' : 'a decline does not block',
    ...(needsCoverage ? ['a rehearsal must have tried all of it, with no open blocker'] : []),
    ...(expiresAfterDays === null ? [] : [`approvals expire after ${expiresAfterDays} days`]),
  ];
  return `${parts.join('; ')}.`;
}

/** Whose approval is missing: "1 more approval of approver or admin"; empty where none is. */
export const policyMissing = ({ needs }: Pick<Verdict, 'needs'>): string =>
  needs
    .filter(({ count, have }) => have.length < count)
    .map(({ roles, count, have }) => {
      const missing = count - have.length;
      return `${counted(missing, have.length > 0 ? 'more approval' : 'approval')} of ${either(roles)}`;
    })
    .join(' and ');
