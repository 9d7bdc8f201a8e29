import { type Decision, standingOn } from '@/lib/approval/policy';
import { anyOf } from '@/lib/approval/words';
import { counted, listed } from '@/lib/base/words';
import type { ApprovalPolicy } from '@/lib/plan/policy';
import type { Verdict } from '@/lib/plan/verdict';

const DAY = 86_400_000;

/** What is judged: the plan's digest, who made it, the time (ms since 1970) and its hard violations that are neither mended nor waived. */
export type Case = {
  readonly digest: string;
  readonly editors: readonly string[];
  readonly now: number;
  readonly openHardKeys: readonly string[];
  /** What the runs of this digest tried; null: none has ended. Left out: not asked, as where only the past is read. */
  readonly rehearsed?: Rehearsed | null;
};

/** The ended run of a digest that comes nearest to covering it: what it did not try, in words, and its blockers that nobody accepted. */
export type Rehearsed = { readonly gaps: readonly string[]; readonly openBlockers: number };

function uncoveredOf({ needsCoverage = false }: ApprovalPolicy, { rehearsed }: Case): string | null {
  if (!needsCoverage || rehearsed === undefined) return null;
  if (rehearsed === null) return 'It needs a rehearsal of exactly this plan, and none has ended.';
  const { gaps, openBlockers } = rehearsed;
  const parts = [
    ...(gaps.length > 0
      ? [`did not try ${counted(gaps.length, 'thing')} of the plan (${(gaps[0] ?? '').replace(/\.$/, '')})`]
      : []),
    ...(openBlockers > 0 ? [`has ${counted(openBlockers, 'open blocker')}`] : []),
  ];
  return parts.length === 0 ? null : `Its rehearsal ${listed(parts)}.`;
}

const isExpired = (policy: ApprovalPolicy, { createdAt }: Decision, now: number): boolean =>
  policy.expiresAfterDays !== null && now - createdAt >= policy.expiresAfterDays * DAY;

const missing = ({ needs }: Pick<Verdict, 'needs'>): string[] =>
  needs
    .filter(({ count, have }) => have.length < count)
    .map(({ roles, count, have }) => `${counted(count - have.length, 'more approval')} by ${anyOf(roles)}`);

function waitingSentence(verdict: Omit<Verdict, 'sentence'>): string {
  const parts = [`It needs ${listed(missing(verdict))}`];
  if (verdict.expired.length > 0) parts.push(`what ${listed(verdict.expired)} approved has expired`);
  if (verdict.excluded.length > 0)
    parts.push(`${listed(verdict.excluded)} approved what they edited, which does not count`);
  return `${parts.join('; ')}.`;
}

/** The first thing that stands in the way, in one sentence; or who approved. */
function sentenceOf(policy: ApprovalPolicy, verdict: Omit<Verdict, 'sentence'>): string {
  const { needs, declinedBy, open } = verdict;
  if (verdict.approved) return `Approved by ${listed([...new Set(needs.flatMap(({ have }) => have))])}.`;
  if (policy.declineBlocks && declinedBy.length > 0)
    return `Declined by ${listed(declinedBy)}; that blocks until it is withdrawn or the plan is changed.`;
  if (open.length > 0)
    return `${counted(open.length, 'hard rule')} ${open.length === 1 ? 'is' : 'are'} violated and neither mended nor waived.`;
  if (verdict.uncovered) return verdict.uncovered;
  if (needs.length === 0) return 'Its policy asks for no approval, so that nobody can approve it.';
  return waitingSentence(verdict);
}

/**
 * Whether a digest is approved under its plan's policy, and what is missing, in one sentence. A person counts once for each need
 * that one of their roles fits; editors and approvals older than the policy allows count for nothing; decisions on other digests are not looked at.
 */
export function judge(policy: ApprovalPolicy, decisions: readonly Decision[], facts: Case): Verdict {
  const standing = standingOn(decisions, facts.digest);
  const approvals = standing.filter(({ decision }) => decision === 'approve');
  const isEditor = ({ actor }: Decision) => policy.excludeEditors && facts.editors.includes(actor);
  const fresh = approvals.filter((approval) => !isExpired(policy, approval, facts.now));
  const counting = fresh.filter((approval) => !isEditor(approval));
  const needs = policy.needs.map(({ roles, count }) => ({
    roles,
    count,
    have: counting
      .filter((approval) => approval.roles.some((role) => roles.includes(role)))
      .map(({ actor }) => actor),
  }));
  const declinedBy = standing.filter(({ decision }) => decision === 'decline').map(({ actor }) => actor);
  const open = [...new Set(facts.openHardKeys)];
  const enough = needs.length > 0 && needs.every(({ count, have }) => count > 0 && have.length >= count);
  const uncovered = uncoveredOf(policy, facts);
  const blocked = open.length > 0 || uncovered !== null || (policy.declineBlocks && declinedBy.length > 0);
  const approved = enough && !blocked;
  const excluded = fresh.filter(isEditor).map(({ actor }) => actor);
  const expired = approvals.filter((approval) => !fresh.includes(approval)).map(({ actor }) => actor);
  const asked = policy.needsCoverage ? { uncovered } : {};
  const verdict = { approved, needs, declinedBy, expired, excluded, open, ...asked };
  return { ...verdict, sentence: sentenceOf(policy, verdict) };
}
