import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/people/name';
import type { Database } from '@/lib/server/db/open-database';
import type { AuthEnv } from '@/lib/server/people/auth-env';
import { cookiePrefix } from '@/lib/server/people/auth-secret';
import {
  admission,
  makeProviderPerson,
  refuseBanned,
  spendInvitation,
} from '@/lib/server/people/provider-person';

export type AuthParts = { readonly env: AuthEnv; readonly database: Database; readonly secret: string };

const DAY = 24 * 60 * 60;

/** A session ends after this (s), however much it is used: no page must write to say that it was looked at. */
export const SESSION_SECONDS = 7 * DAY;

/** Going to a provider and back guesses nothing here; the limit (per s) is against filling the table of sign-ins under way. */
const PROVIDER_RATE = { window: 60, max: 120 };

const providers = ({ github, oidc }: AuthEnv) => ({
  socialProviders: github ? { github: { clientId: github.id, clientSecret: github.secret } } : {},
  plugins: oidc
    ? [
        genericOAuth({
          config: [
            {
              providerId: 'oidc',
              name: oidc.name,
              discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
              clientId: oidc.id,
              clientSecret: oidc.secret,
              scopes: ['openid', 'email', 'profile'],
              pkce: true,
              requireIdTokenVerification: true,
            },
          ],
        }),
      ]
    : [],
});

/** What of better-auth's accounts and people is ours: no token of a provider is kept, nobody is linked by an address alone. */
const models = ({ database: { prisma }, env }: AuthParts) =>
  ({
    user: {
      modelName: 'person',
      additionalFields: {
        nameKey: { type: 'string', input: false },
        roles: { type: 'string[]', input: false },
        bannedAt: { type: 'date', input: false, required: false },
      },
      validateUserInfo: async ({ user, source }) => {
        if (source.action !== 'create-user') return undefined;
        const admitted = await admission(prisma, env.allowedDomains, user);
        return admitted.ok ? undefined : { error: admitted.error };
      },
    },
    account: { modelName: 'account', accountLinking: { enabled: false } },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => ({ data: await makeProviderPerson(prisma, env.allowedDomains, user) }),
          after: (user) => spendInvitation(prisma, user),
        },
      },
      session: { create: { before: (session) => refuseBanned(prisma, session.userId) } },
      account: {
        create: { before: async () => ({ data: { accessToken: null, refreshToken: null, idToken: null } }) },
        update: { before: async () => ({ data: { accessToken: null, refreshToken: null, idToken: null } }) },
      },
    },
  }) satisfies Partial<Parameters<typeof betterAuth>[0]>;

/** better-auth on our database; `secure`: its cookies are for TLS alone. */
function makeAuth(parts: AuthParts, secure: boolean) {
  return betterAuth({
    ...models(parts),
    ...providers(parts.env),
    appName: 'Vatdeck',
    secret: parts.secret,
    database: prismaAdapter(parts.database.prisma, { provider: 'postgresql' }),
    telemetry: { enabled: false },
    logger: { level: 'error' },
    onAPIError: { errorURL: '/sign-in' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // Of better-auth's own paths, by address, which may be a whole office's; signing in by password is counted in attempts.ts.
    rateLimit: {
      enabled: true,
      storage: 'database',
      ...PROVIDER_RATE,
      customRules: { '/sign-in/social': PROVIDER_RATE, '/callback/*': PROVIDER_RATE },
    },
    advanced: {
      cookiePrefix: cookiePrefix(parts.secret),
      useSecureCookies: secure,
      // As they are in production; better-auth leaves them out of tests by itself.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: false },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
  });
}

export type Auth = ReturnType<typeof makeAuth>;

/** One better-auth for plain addresses and one for TLS, each made when it is first needed. */
export class Auths {
  readonly #parts: AuthParts;
  readonly #made = new Map<boolean, Auth>();

  constructor(parts: AuthParts) {
    this.#parts = parts;
  }

  /** The one for people who reach the server at `origin`. */
  at(origin: string): Auth {
    const secure = origin.startsWith('https:');
    const auth = this.#made.get(secure) ?? makeAuth(this.#parts, secure);
    this.#made.set(secure, auth);
    return auth;
  }
}
