import { counted } from '@/lib/base/words';
import { mayDo, type Verb } from '@/lib/people/permissions';
import type { Role } from '@/lib/people/role';
import type { PlanHead, PlanState } from '@/lib/plan/plan-view';

type StateAnswer = 'yes' | `${string}.`;
type Rule = {
  /** The row of the table of people that must allow it. */
  readonly permission: Verb;
  readonly states: Readonly<Record<PlanState, StateAnswer>>;
};

const CLOSED = {
  superseded: 'Another plan took this one’s place.',
  withdrawn: 'This plan was withdrawn.',
} as const;
const OPEN = { draft: 'yes', 'in-review': 'yes', ...CLOSED } as const;
const IS_OPEN = 'This plan is not closed.';
const REVIEW = {
  ...OPEN,
  draft: 'This plan is a draft; its review has not been requested yet.',
} as const;

/**
 * Verb × who × state. Only open plans change or are decided on (STYLE.md habit 9); a closed plan may be reopened, and still be rehearsed, as a
 * rehearsal changes nothing and names the digest that it executed.
 */
const TABLE = {
  edit: { permission: 'edit-plan', states: OPEN },
  restore: { permission: 'restore-plan', states: OPEN },
  'request-review': {
    permission: 'request-review',
    states: { ...OPEN, 'in-review': 'This plan is in review already.' },
  },
  'back-to-draft': {
    permission: 'request-review',
    states: { ...OPEN, draft: 'This plan is a draft already.' },
  },
  approve: { permission: 'decide', states: REVIEW },
  decline: { permission: 'decide', states: REVIEW },
  withdraw: { permission: 'decide', states: OPEN },
  waive: { permission: 'waive', states: OPEN },
  'withdraw-waiver': { permission: 'waive', states: OPEN },
  comment: { permission: 'comment', states: OPEN },
  close: { permission: 'close-plan', states: OPEN },
  reopen: {
    permission: 'close-plan',
    states: { draft: IS_OPEN, 'in-review': IS_OPEN, superseded: 'yes', withdrawn: 'yes' },
  },
  rehearse: {
    permission: 'rehearse',
    states: { draft: 'yes', 'in-review': 'yes', superseded: 'yes', withdrawn: 'yes' },
  },
} as const satisfies Record<string, Rule>;

/** What somebody may want to do with a plan. */
export type PlanVerb = keyof typeof TABLE;
export const PLAN_VERBS = Object.keys(TABLE).filter((verb): verb is PlanVerb => Object.hasOwn(TABLE, verb));

/** Who asks, and the plan as it was shown to them: `{...view, ...actor}` of any view of a plan. */
export type Asked = Pick<PlanHead, 'state' | 'editors' | 'policy' | 'verdict'> & {
  readonly name: string;
  readonly roles: readonly Role[];
};

/** `kind` says what the reason is about: the person's roles, the plan's state, that they edited it, or its violated rules. */
export type May =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string; readonly kind: 'role' | 'state' | 'editor' | 'rules' };

const isEditor = ({ editors, name }: Asked): boolean => editors.includes(name);

function mayApprove(asked: Asked): May {
  const { open } = asked.verdict;
  if (asked.policy.excludeEditors && isEditor(asked))
    return { ok: false, kind: 'editor', reason: 'You made or edited this plan; somebody else approves it.' };
  if (open.length > 0)
    return {
      ok: false,
      kind: 'rules',
      reason: `${counted(open.length, 'hard rule')} must be mended or waived before anybody approves this.`,
    };
  return { ok: true };
}

const mayWaive = (asked: Asked): May =>
  isEditor(asked)
    ? { ok: false, kind: 'editor', reason: 'You made or edited this plan; a second person waives its rules.' }
    : { ok: true };

/** Whether somebody may do this to a plan now, and if not, why, in words that stand beside the disabled button; the door reads the same. */
export function mayPlan(verb: PlanVerb, asked: Asked): May {
  const { permission, states } = TABLE[verb];
  const permitted = mayDo(asked.roles, permission);
  if (!permitted.ok) return { ok: false, kind: 'role', reason: permitted.reason };
  const answer = states[asked.state];
  if (answer !== 'yes') return { ok: false, kind: 'state', reason: answer };
  if (verb === 'approve') return mayApprove(asked);
  return verb === 'waive' ? mayWaive(asked) : { ok: true };
}
