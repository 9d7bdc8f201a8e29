import { listed } from '@/lib/base/words';

/** What people are here, from the one who reads to the one who may do everything; somebody has a set of these. */
export const ROLES = ['viewer', 'planner', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** True for the name of a role. */
export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

/** The known roles among these, each once and in the order of `ROLES`. */
export const rolesIn = (values: readonly unknown[]): readonly Role[] =>
  ROLES.filter((role) => values.includes(role));

/** The roles that are in both sets: a token never carries more than its owner has now. */
export const rolesWithin = (asked: readonly Role[], has: readonly Role[]): readonly Role[] =>
  rolesIn(asked).filter((role) => has.includes(role));

const ARTICLE: Readonly<Record<Role, string>> = {
  viewer: 'a viewer',
  planner: 'a planner',
  approver: 'an approver',
  admin: 'an admin',
};

/** "a planner, an approver or an admin": the roles in words, joined by `last`. */
export function sayRoles(roles: readonly Role[], last: 'and' | 'or'): string {
  return (
    listed(
      roles.map((role) => ARTICLE[role]),
      last,
    ) || 'nobody'
  );
}
