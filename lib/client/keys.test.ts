import { describe, expect, it } from 'vitest';
import { followKeys, type KeyPress, pressMakes, printKeys } from '@/lib/client/keys';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const KEYS = [
  ['plans', 'g p'],
  ['runs', 'g r'],
  ['rehearse', 'r'],
] as const;

describe('keys', () => {
  it('takes ⌘ on a Mac and Ctrl elsewhere, never both', () => {
    expect(pressMakes(press('k', { ctrlKey: true }), 'Mod+k', false)).toBe(true);
    expect(pressMakes(press('k', { ctrlKey: true }), 'Mod+k', true)).toBe(false);
    expect(pressMakes(press('k', { metaKey: true }), 'Mod+k', true)).toBe(true);
  });

  it('tells undo from redo by Shift, and finds ? on any keyboard', () => {
    expect(pressMakes(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+z', false)).toBe(false);
    expect(pressMakes(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+z', false)).toBe(true);
    expect(pressMakes(press('?', { shiftKey: true }), '?', false)).toBe(true);
  });

  it('tells n from Shift+n, and knows a key by its place', () => {
    expect(pressMakes(press('N', { shiftKey: true }), 'n', false)).toBe(false);
    expect(pressMakes(press('N', { shiftKey: true }), 'Shift+n', false)).toBe(true);
    expect(pressMakes(press('z', { code: 'KeyW' }), 'KeyW', false)).toBe(true);
    expect(pressMakes(press('w', { code: 'KeyZ' }), 'KeyW', false)).toBe(false);
    expect(printKeys('KeyW', true)).toBe('W');
  });

  it("leaves the browser's own chords alone", () => {
    expect(followKeys(KEYS, [], press('r', { ctrlKey: true }), false).done).toBeNull();
  });

  it('follows a sequence, and does not take its second key for a shortcut of its own', () => {
    const first = followKeys(KEYS, [], press('g'), false);
    expect(first.done).toBeNull();
    expect(followKeys(KEYS, first.before, press('r'), false)).toEqual({ done: 'runs', before: [] });
    expect(followKeys(KEYS, [], press('r'), false).done).toBe('rehearse');
  });

  it('starts over when a sequence breaks', () => {
    const first = followKeys(KEYS, [], press('g'), false);
    expect(followKeys(KEYS, first.before, press('x'), false)).toEqual({ done: null, before: [] });
  });

  it('prints what is on the keyboard', () => {
    expect(printKeys('Mod+Shift+z', false)).toBe('Ctrl+Shift+Z');
    expect(printKeys('Mod+Shift+z', true)).toBe('⌘⇧Z');
    expect(printKeys('g p', false)).toBe('G P');
  });
});
