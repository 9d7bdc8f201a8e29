import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayByToken, mayDo, rolesFor, VERBS } from '@/lib/people/permissions';
import { isRole, ROLES, rolesIn, rolesWithin, sayRoles } from '@/lib/people/role';

const roleSet = fc.subarray([...ROLES]);
const may = (role: (typeof ROLES)[number]) => VERBS.filter((verb) => mayDo([role], verb).ok);

describe('what each role may', () => {
  const VIEWER = ['read', 'comment', 'read-audit', 'manage-own-tokens', 'change-own-password'];

  it('a viewer reads, comments and has tokens', () => expect(may('viewer')).toEqual(VIEWER));

  it('an approver also decides, waives and triages, and edits nothing', () =>
    expect(may('approver')).toEqual([...VIEWER, 'triage', 'decide', 'waive']));

  it('a planner makes plans and runs, and decides nothing', () =>
    expect(may('planner')).toEqual(VERBS.filter((v) => !['decide', 'waive', 'manage-people'].includes(v))));

  it('an admin may everything', () => expect(may('admin')).toEqual(VERBS));

  it('a set of roles may what any of them may, and no more', () => {
    fc.assert(
      fc.property(roleSet, fc.constantFrom(...VERBS), (roles, verb) => {
        expect(mayDo(roles, verb).ok).toBe(roles.some((role) => rolesFor(verb).includes(role)));
      }),
    );
  });

  it('a token makes no tokens, no people and no passwords, whatever its roles', () => {
    const never = VERBS.filter((verb) => !mayByToken(verb).ok);
    expect(never).toEqual(['manage-own-tokens', 'change-own-password', 'manage-people']);
    expect(mayByToken('manage-people')).toMatchObject({ reason: expect.stringContaining('sign in') });
  });

  it('says who may, and what the asker is', () => {
    expect(mayDo(['viewer', 'approver'], 'edit-plan')).toEqual({
      ok: false,
      reason: 'Only a planner or an admin may edit a plan; you are a viewer and an approver.',
    });
    expect(mayDo([], 'read')).toMatchObject({ reason: expect.stringContaining('you have no role here') });
  });
});

describe('roles', () => {
  it('are a set in one order, whatever was written down', () => {
    expect(rolesIn(['admin', 'viewer', 'admin', 'owner', ''])).toEqual(['viewer', 'admin']);
    expect(isRole('owner')).toBe(false);
    expect(isRole('toString')).toBe(false);
  });

  it('of a token never exceed its owner’s', () => {
    fc.assert(
      fc.property(roleSet, roleSet, (asked, has) => {
        const within = rolesWithin(asked, has);
        expect(within.every((role) => has.includes(role) && asked.includes(role))).toBe(true);
        for (const verb of VERBS) if (mayDo(within, verb).ok) expect(mayDo(has, verb).ok).toBe(true);
      }),
    );
  });

  it('are said in words', () => {
    expect(sayRoles(['viewer'], 'and')).toBe('a viewer');
    expect(sayRoles(['viewer', 'planner', 'admin'], 'or')).toBe('a viewer, a planner or an admin');
  });
});
