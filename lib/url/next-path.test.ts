import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPath } from '@/lib/url/next-path';

describe('where to go after signing in', () => {
  it.each(['/plans/7?view=1', '/', '/runs/a#b'])('%s is ours', (path) => expect(nextPath(path)).toBe(path));

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/sign-in?next=/',
    '/api/me',
    '/ /x',
    '',
    null,
  ])('%j leads home', (path) => expect(nextPath(path)).toBe('/'));

  it('never leaves this server', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((s) => `/${s}`),
        ),
        (text) => {
          expect(new URL(nextPath(text), 'http://deck.test').host).toBe('deck.test');
        },
      ),
    );
  });
});
