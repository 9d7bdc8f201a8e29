import { z } from 'zod';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/people/name';
import { isRole, type Role, rolesIn } from '@/lib/people/role';

const roles = z
  .array(z.string().refine(isRole, 'There is no such role.'))
  .min(1, 'At least one role is needed.')
  .transform((names): readonly Role[] => rolesIn(names));

const email = z
  .email('This is no e-mail address.')
  .max(200)
  .transform((address) => address.toLowerCase());
const password = z
  .string()
  .min(SHORTEST_PASSWORD, `A password has at least ${SHORTEST_PASSWORD} characters.`)
  .max(LONGEST_PASSWORD, `A password has at most ${LONGEST_PASSWORD} characters.`);
const secret = z.string().min(1).max(200);

/** A typed password is only compared: its length says nothing about why it is wrong. */
export const signInBody = z.object({
  who: z.string().min(1).max(200),
  password: z.string().min(1).max(1000),
});
export const linkBody = z.object({ token: secret });
export const welcomeBody = z.object({
  token: secret,
  password,
  name: z.string().max(200).optional(),
  email: email.optional(),
});
export const passwordBody = z.object({ current: z.string().min(1).max(1000), next: password });
export const invitationBody = z.object({ roles, email: email.nullish() });
export const personChangeBody = z.object({
  roles: roles.optional(),
  /** null lifts a ban */
  ban: z.object({ reason: z.string().trim().min(1).max(500) }).nullish(),
});
export const newTokenBody = z.object({
  label: z.string().trim().min(1).max(60),
  roles,
  days: z.number().int().min(1).max(365),
});

export type SignInBody = z.infer<typeof signInBody>;
export type WelcomeBody = z.infer<typeof welcomeBody>;
export type PasswordBody = z.infer<typeof passwordBody>;
export type InvitationBody = z.infer<typeof invitationBody>;
export type PersonChange = z.infer<typeof personChangeBody>;
export type NewToken = z.infer<typeof newTokenBody>;
