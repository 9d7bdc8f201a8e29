import type { Role } from '@/lib/people/role';

/** Who is signed in, as a page knows it. */
export type Me = {
  readonly kind: 'person' | 'token' | 'system';
  readonly name: string;
  readonly roles: readonly Role[];
};

/** Somebody with an account, as an admin sees them; times are ms since 1970. */
export type PersonView = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly ban: { readonly at: number; readonly reason: string } | null;
  readonly joinedAt: number;
  /** The last sign-in of a session that still counts. */
  readonly signedInAt: number | null;
  /** `password` or the names of providers. */
  readonly waysIn: readonly string[];
};

/** A link that waits to be used; its secret was shown once. */
export type Invitation = {
  readonly id: string;
  /** Whose password it sets; null for an invitation. */
  readonly resets: string | null;
  readonly roles: readonly Role[];
  readonly email: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

export type PeopleView = {
  readonly people: readonly PersonView[];
  readonly invitations: readonly Invitation[];
};

/** A link as whoever made it sees it, once. */
export type NewLinkView = { readonly url: string; readonly expiresAt: number };

/** An API token as its owner sees it. */
export type TokenView = {
  readonly id: string;
  readonly label: string;
  readonly starts: string;
  readonly roles: readonly Role[];
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
};

/** The only time that the secret is told. */
export type NewTokenView = TokenView & { readonly secret: string };

/** What a one-time link is for. */
export type LinkView = {
  readonly kind: 'first-admin' | 'invite' | 'reset';
  readonly roles: readonly Role[];
  /** The address that it is for; null: any. */
  readonly email: string | null;
  /** Whose password it sets. */
  readonly name: string | null;
  readonly expiresAt: number;
};

/** A provider that the sign-in page offers. */
export type ProviderView = { readonly id: 'github' | 'oidc'; readonly name: string };
