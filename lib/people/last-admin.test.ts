import { describe, expect, it } from 'vitest';
import { whyMustStayAdmin } from '@/lib/people/last-admin';
import type { Role } from '@/lib/people/role';

const person = (name: string, roles: readonly Role[], banned = false) => ({
  id: name,
  name,
  roles,
  ban: banned ? { at: 0, reason: 'left' } : null,
});

describe('the last admin', () => {
  const ann = person('ann', ['planner', 'admin']);
  const bob = person('bob', ['approver']);

  it('must stay one, by name', () => {
    expect(whyMustStayAdmin(ann, [ann, bob])).toBe('ann is the last admin; make somebody else admin first.');
  });

  it('is nobody while there are two, and never somebody who is no admin', () => {
    const cleo = person('cleo', ['admin']);
    expect(whyMustStayAdmin(ann, [ann, bob, cleo])).toBeNull();
    expect(whyMustStayAdmin(cleo, [ann, bob, cleo])).toBeNull();
    expect(whyMustStayAdmin(bob, [ann, bob])).toBeNull();
  });

  it('is not helped by an admin who is banned; whom is already banned may lose the role', () => {
    const dan = person('dan', ['admin'], true);
    expect(whyMustStayAdmin(ann, [ann, dan])).not.toBeNull();
    expect(whyMustStayAdmin(dan, [ann, dan])).toBeNull();
  });
});
