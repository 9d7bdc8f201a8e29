import { judge } from '@/lib/approval/judge';
import type { Decision } from '@/lib/approval/policy';
import type { ApprovalPolicy } from '@/lib/plan/policy';

/** A revision as the rules see it. The policy is part of what is digested: equal digests have equal policies. */
export type RevisionMark = {
  readonly no: number;
  readonly digest: string;
  readonly author: string;
  readonly policy: ApprovalPolicy;
};

export type History = {
  /** The plan's author and everybody whose edits led from the last approved digest before it to the current one. */
  readonly editors: readonly string[];
  /** The newest revision whose digest stands approved; expiry and rules aside. */
  readonly lastApproved: { readonly digest: string; readonly revisionNo: number } | null;
};

const NONE: ReadonlySet<string> = new Set();

/**
 * Reads a plan's revisions, oldest first, for who may not decide on the current digest. A digest was made by its first appearance:
 * an edit of no effect, or one that leads back to it, adds no editor, so that the approvals of a digest come back with it.
 */
export function readHistory(revisions: readonly RevisionMark[], decisions: readonly Decision[]): History {
  const author = revisions[0]?.author;
  const makers = new Map<string, ReadonlySet<string>>();
  let since: ReadonlySet<string> = NONE;
  let lastApproved: History['lastApproved'] = null;
  let before: string | null = null;
  for (const { no, digest, author: editor, policy } of revisions) {
    if (digest !== before) since = new Set([...since, editor]);
    before = digest;
    const made = makers.get(digest) ?? new Set(author === undefined ? since : [author, ...since]);
    makers.set(digest, made);
    const facts = { digest, editors: [...made], now: 0, openHardKeys: [] };
    if (!judge(policy, decisions, facts).approved) continue;
    since = NONE;
    lastApproved = { digest, revisionNo: no };
  }
  return { editors: [...(makers.get(before ?? '') ?? NONE)], lastApproved };
}
