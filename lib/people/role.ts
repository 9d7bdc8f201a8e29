/** What a person or a token may be; somebody has any number of these. */
export const ROLES = ['viewer', 'planner', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

/** The known roles among these, each once and in the order of `ROLES`. */
export const rolesIn = (values: readonly unknown[]): readonly Role[] =>
  ROLES.filter((role) => values.includes(role));
