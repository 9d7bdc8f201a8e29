import { ROLES, type Role, sayRoles } from '@/lib/people/role';

type Rule = {
  readonly roles: readonly Role[];
  /** What the verb does, in words that follow "may". */
  readonly does: string;
  /** Only somebody who signed in: a stolen token makes no further tokens and no people. */
  readonly inPerson?: true;
};

const everybody = (does: string): Rule => ({ roles: ROLES, does });
const planners = (does: string): Rule => ({ roles: ['planner', 'admin'], does });
const approvers = (does: string): Rule => ({ roles: ['approver', 'admin'], does });
const admins = (does: string): Rule => ({ roles: ['admin'], does });

/** Verb × role, once: the button, the door and the authorisation test read this. A plan's state is asked in lib/approval/may.ts. */
const TABLE = {
  read: everybody('read plans and runs'),
  comment: everybody('comment on a plan'),
  'read-audit': everybody('read the audit log'),
  'manage-own-tokens': { ...everybody('make and revoke API tokens of their own'), inPerson: true },
  'change-own-password': { ...everybody('change a password of their own'), inPerson: true },
  'make-plan': planners('make a plan'),
  'edit-plan': planners('edit a plan'),
  'request-review': planners('request a review or take a plan back to draft'),
  'restore-plan': planners('restore a revision'),
  'close-plan': planners('close or reopen a plan'),
  'receive-run': planners('make a run and send its slog'),
  'set-run-plan': planners('say which plan a run executed'),
  'end-run': planners('end a run'),
  'delete-run': planners('delete a run'),
  rehearse: planners('start a rehearsal'),
  'stop-rehearsal': planners('stop a rehearsal'),
  'prepare-kernel': planners('prepare the rehearsal’s kernel'),
  'keep-inventory': planners(
    'import an inventory, merge it with another, name it, give it built bundles or delete it',
  ),
  'make-report': planners('make a report and save its draft'),
  'publish-report': planners('publish a report, or take back or renew its link'),
  triage: {
    roles: ['planner', 'approver', 'admin'],
    does: 'accept findings, mark them as noise or give them to somebody',
  },
  decide: approvers('approve or decline a plan, or withdraw a decision'),
  waive: approvers('waive a rule'),
  'manage-people': { ...admins('invite people, change their roles and ban them'), inPerson: true },
} as const satisfies Record<string, Rule>;

/** What somebody may want to do. */
export type Verb = keyof typeof TABLE;
export const VERBS = Object.keys(TABLE).filter((verb): verb is Verb => Object.hasOwn(TABLE, verb));

export type Permission = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** The roles that a verb takes. */
export const rolesFor = (verb: Verb): readonly Role[] => TABLE[verb].roles;

/** Whether somebody with these roles may do this, and if not, why, in words that stand beside the disabled button. */
export function mayDo(roles: readonly Role[], verb: Verb): Permission {
  const rule: Rule = TABLE[verb];
  if (roles.some((role) => rule.roles.includes(role))) return { ok: true };
  const are = roles.length === 0 ? 'you have no role here' : `you are ${sayRoles(roles, 'and')}`;
  return { ok: false, reason: `Only ${sayRoles(rule.roles, 'or')} may ${rule.does}; ${are}.` };
}

/** Whether an API token may do what its roles allow; some things are done only by somebody who signed in. */
export function mayByToken(verb: Verb): Permission {
  const rule: Rule = TABLE[verb];
  if (!rule.inPerson) return { ok: true };
  return { ok: false, reason: `An API token may not ${rule.does}; sign in on the page for that.` };
}
