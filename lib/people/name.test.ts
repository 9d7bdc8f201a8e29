import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameFrom, nameKey, parseName } from '@/lib/people/name';

describe('a name', () => {
  it.each([
    ['  Ann   Lee ', 'Ann Lee'],
    ["Zoë O'Neil", "Zoë O'Neil"],
    ['3rd-shift', '3rd-shift'],
    ['李雷', '李雷'],
  ])('%j is kept as %j', (text, name) => expect(parseName(text)).toEqual({ ok: true, value: name }));

  it.each(['a', 'x'.repeat(41), 'ann@chain.example', '-ann', 'Vatdeck', 'source', 'a\u202eb', 'a\nb<i>'])(
    '%j is refused in words',
    (text) => expect(parseName(text)).toMatchObject({ ok: false, error: expect.stringMatching(/\.$/) }),
  );

  it('is one name in any case', () => expect(nameKey('ANN')).toBe(nameKey('ann')));

  it('made of what a provider says is always a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (said, attempt) => {
        expect(parseName(nameFrom(said, attempt)).ok).toBe(true);
      }),
    );
    expect(nameFrom('ann.lee@chain.example', 0)).toBe('ann.lee');
    expect(nameFrom('Ann Lee', 1)).toBe('Ann Lee 2');
  });
});
