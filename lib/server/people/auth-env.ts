import { z } from 'zod';

/** A provider whose accounts may sign in here. */
export type ProviderKeys = { readonly id: string; readonly secret: string };

export type AuthEnv = {
  /** Where people reach this server, without a path; null: by the name they asked for. */
  readonly baseUrl: string | null;
  /** A proxy before this server writes X-Forwarded-For and X-Forwarded-Proto; nobody else's are believed. */
  readonly trustProxy: boolean;
  /** What cookies are signed with; null: a file in the data folder. */
  readonly secret: string | null;
  readonly github: ProviderKeys | null;
  readonly oidc: (ProviderKeys & { readonly issuer: string; readonly name: string }) | null;
  /** Whoever a provider vouches for with an address of these domains may come uninvited, as a viewer. */
  readonly allowedDomains: readonly string[];
};

/** People sign in with passwords, and nobody stands before this server. */
export const LOCAL_ONLY: AuthEnv = {
  baseUrl: null,
  trustProxy: false,
  secret: null,
  github: null,
  oidc: null,
  allowedDomains: [],
};

const SHORTEST_SECRET = 32;

const text = z.string().trim().default('');

export const authSchema = {
  BASE_URL: text.refine((url) => url === '' || /^https?:\/\/[^/?#]+\/?$/.test(url), {
    message: 'BASE_URL must be an address without a path, such as https://deck.example',
  }),
  TRUST_PROXY: z.enum(['on', 'off']).default('off'),
  AUTH_SECRET: text.refine((secret) => secret === '' || secret.length >= SHORTEST_SECRET, {
    message: `AUTH_SECRET must have at least ${SHORTEST_SECRET} characters`,
  }),
  AUTH_GITHUB_ID: text,
  AUTH_GITHUB_SECRET: text,
  AUTH_OIDC_ISSUER: text.refine((url) => url === '' || URL.canParse(url), {
    message: 'AUTH_OIDC_ISSUER must be the address of the issuer',
  }),
  AUTH_OIDC_ID: text,
  AUTH_OIDC_SECRET: text,
  AUTH_OIDC_NAME: text,
  AUTH_ALLOWED_DOMAINS: text,
};

type Given = z.infer<z.ZodObject<typeof authSchema>>;

/** The parts of a comma-separated list, in small letters. */
export const listOf = (commas: string): string[] =>
  commas
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');

/** Both or neither: half a provider is a mistake that should be heard at the start. */
function keys(name: string, id: string, secret: string): ProviderKeys | null {
  if (id === '' && secret === '') return null;
  if (id === '' || secret === '')
    throw new Error(`The environment is not usable: ${name}_ID and ${name}_SECRET belong together.`);
  return { id, secret };
}

function oidcOf(given: Given): AuthEnv['oidc'] {
  const pair = keys('AUTH_OIDC', given.AUTH_OIDC_ID, given.AUTH_OIDC_SECRET);
  if (!pair && given.AUTH_OIDC_ISSUER === '') return null;
  if (!pair || given.AUTH_OIDC_ISSUER === '')
    throw new Error(
      'The environment is not usable: AUTH_OIDC_ISSUER, AUTH_OIDC_ID and AUTH_OIDC_SECRET belong together.',
    );
  const name = given.AUTH_OIDC_NAME || new URL(given.AUTH_OIDC_ISSUER).hostname;
  return { ...pair, issuer: given.AUTH_OIDC_ISSUER.replace(/\/$/, ''), name };
}

/** How people sign in, from the environment; throws words for whoever set it. */
export const authEnv = (given: Given): AuthEnv => ({
  baseUrl: given.BASE_URL === '' ? null : new URL(given.BASE_URL).origin,
  trustProxy: given.TRUST_PROXY === 'on',
  secret: given.AUTH_SECRET === '' ? null : given.AUTH_SECRET,
  github: keys('AUTH_GITHUB', given.AUTH_GITHUB_ID, given.AUTH_GITHUB_SECRET),
  oidc: oidcOf(given),
  allowedDomains: listOf(given.AUTH_ALLOWED_DOMAINS),
});
