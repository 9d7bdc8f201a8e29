import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '@/lib/server/env';
import { LOCAL_ONLY } from '@/lib/server/people/auth-env';
import { authSecret, cookiePrefix } from '@/lib/server/people/auth-secret';

const auth = (source: Record<string, string>) => readEnv(source, '/srv').auth;

describe('the environment of accounts', () => {
  it('needs nothing for passwords alone', () => expect(auth({})).toEqual(LOCAL_ONLY));

  it('takes an address, which is then a name that the server answers to', () => {
    expect(readEnv({ BASE_URL: 'https://Deck.example/' }, '/srv')).toMatchObject({
      allowedHosts: ['deck.example'],
      auth: { baseUrl: 'https://deck.example' },
    });
  });

  it('takes providers', () => {
    const given = {
      AUTH_GITHUB_ID: 'g',
      AUTH_GITHUB_SECRET: 's',
      AUTH_OIDC_ISSUER: 'https://login.example/realm/',
      AUTH_OIDC_ID: 'o',
      AUTH_OIDC_SECRET: 't',
      AUTH_ALLOWED_DOMAINS: ' Team.example, other.example ',
    };
    expect(auth(given)).toMatchObject({
      github: { id: 'g', secret: 's' },
      oidc: { issuer: 'https://login.example/realm', id: 'o', secret: 't', name: 'login.example' },
      allowedDomains: ['team.example', 'other.example'],
    });
  });

  it.each([
    [{ BASE_URL: 'deck.example' }, /BASE_URL/],
    [{ BASE_URL: 'https://deck.example/path' }, /without a path/],
    [{ AUTH_SECRET: 'short' }, /at least 32/],
    [{ AUTH_GITHUB_ID: 'g' }, /AUTH_GITHUB_ID and AUTH_GITHUB_SECRET/],
    [{ AUTH_OIDC_ISSUER: 'https://login.example' }, /belong together/],
    [{ AUTH_OIDC_ID: 'o', AUTH_OIDC_SECRET: 't' }, /AUTH_OIDC_ISSUER/],
    [{ TRUST_PROXY: 'yes' }, /TRUST_PROXY/],
  ])('refuses %j in words', (source, words) => expect(() => auth(source)).toThrow(words));
});

describe('the secret of cookies', () => {
  it('names them: one name for those who share it, others for others, and nothing of it is told', () => {
    const [mine, theirs] = ['a secret of mine', 'a secret of theirs'].map(cookiePrefix);
    expect(cookiePrefix('a secret of mine')).toBe(mine);
    expect(mine).not.toBe(theirs);
    expect(mine).toMatch(/^vatdeck-[0-9a-f]{8}$/);
  });

  it('is the environment’s, or one of the folder that stays and that only its owner reads', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'vatdeck-secret-'));
    try {
      expect(authSecret('given', dir)).toBe('given');
      const made = authSecret(null, dir);
      expect(made.length).toBeGreaterThanOrEqual(43);
      expect(authSecret(null, dir)).toBe(made);
      const file = path.join(dir, 'auth-secret');
      expect(readFileSync(file, 'utf8')).toBe(made);
      expect(statSync(file).mode & 0o077).toBe(0);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
