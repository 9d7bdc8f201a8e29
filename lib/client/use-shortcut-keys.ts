'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { currentActions } from '@/lib/client/actions';
import { followKeys, type KeyPress, pressMakes } from '@/lib/client/keys';
import { SHORTCUTS, type Shortcut, type ShortcutName } from '@/lib/client/shortcuts';

/** How long a sequence waits for its next key. */
const PATIENCE = 1_200;

const onMac = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);
const never = () => () => undefined;

/** Is this a Mac? Decided after hydration; until then keys are printed as on other machines. */
export const useMac = (): boolean => useSyncExternalStore(never, onMac, () => false);

const TYPING = 'input, textarea, select, [contenteditable=true]';
/** What Enter presses by itself. */
const PRESSED = 'a, button, summary';
const FLOATING = '[role=dialog], [role=menu], [role=listbox]';

/** Plain keys belong to what is typed in or floats above the page; chords with Mod only to text fields' own undo. */
function isTaken({ target, ctrlKey, metaKey, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (key === 'Enter' && target.closest(PRESSED)) return true;
  const chord = ctrlKey || metaKey;
  if (target.closest(TYPING)) return !chord || key.toLowerCase() === 'z';
  return !chord && target.closest(FLOATING) !== null;
}

function runShortcut(name: ShortcutName): boolean {
  const action = currentActions().findLast(({ shortcut }) => shortcut === name);
  if (!action) return false;
  if (!action.why) action.run();
  return true;
}

const offered = (): (readonly [ShortcutName, string])[] =>
  currentActions().flatMap(({ shortcut }) =>
    shortcut ? [[shortcut, SHORTCUTS[shortcut].keys] as const] : [],
  );

const isRepeating = (press: KeyPress, mac: boolean): boolean =>
  offered().some(([name, keys]) => {
    const shortcut: Shortcut = SHORTCUTS[name];
    return shortcut.repeats === true && pressMakes(press, keys, mac);
  });

/** Listens for the shortcuts of everything that offers actions. Once, in the shell. */
export function useShortcutKeys(): void {
  useEffect(() => {
    const mac = onMac();
    let before: readonly KeyPress[] = [];
    let last = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTaken(event)) return;
      if (event.repeat && !isRepeating(event, mac)) return;
      if (event.timeStamp - last > PATIENCE) before = [];
      last = event.timeStamp;
      const followed = followKeys(offered(), before, event, mac);
      before = followed.before;
      if (followed.done && runShortcut(followed.done)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
