/** What of a keyboard event a shortcut looks at. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  readonly code?: string;
};

/** `KeyW` names a place on the keyboard, whatever is printed there: W, A, S, D lie together on every layout. */
const isPlace = (key: string): boolean => /^Key[A-Z]$/.test(key);

/**
 * Does this press make this one chord (`Mod+Shift+z`, `Shift+n`, `?`, `KeyW`)? Letters and chords tell apart whether
 * Shift is held; a sign such as `?` lies under Shift on one keyboard and not on another.
 */
export function pressMakes(press: KeyPress, chord: string, mac: boolean): boolean {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  const mod = mac ? press.metaKey : press.ctrlKey;
  const otherMod = mac ? press.ctrlKey : press.metaKey;
  if (otherMod || mod !== parts.includes('Mod') || press.altKey !== parts.includes('Alt')) return false;
  const letter = isPlace(key) || /^[a-z]$/i.test(key);
  if ((letter || parts.includes('Mod')) && press.shiftKey !== parts.includes('Shift')) return false;
  return isPlace(key) ? press.code === key : press.key.toLowerCase() === key.toLowerCase();
}

/** Follows presses through sequences such as `g p`: the chords pressed so far, and which sequence they complete. */
export function followKeys<Name extends string>(
  sequences: readonly (readonly [Name, string])[],
  before: readonly KeyPress[],
  press: KeyPress,
  mac: boolean,
): { done: Name | null; before: readonly KeyPress[] } {
  const presses = [...before, press];
  const fits = (keys: string) => {
    const chords = keys.split(' ');
    return (
      chords.length >= presses.length && presses.every((one, at) => pressMakes(one, chords[at] ?? '', mac))
    );
  };
  const candidates = sequences.filter(([, keys]) => fits(keys));
  const whole = candidates.find(([, keys]) => keys.split(' ').length === presses.length);
  if (whole) return { done: whole[0], before: [] };
  if (candidates.length > 0) return { done: null, before: presses };
  return before.length > 0 ? followKeys(sequences, [], press, mac) : { done: null, before: [] };
}

/** The keys as they are printed for this machine. */
export const printKeys = (keys: string, mac: boolean): string =>
  keys
    .split(' ')
    .map((chord) =>
      chord
        .split('+')
        .map(
          (part) =>
            PRINTED[mac ? 'mac' : 'other'][part] ?? (part.length === 1 ? part.toUpperCase() : plain(part)),
        )
        .join(mac ? '' : '+'),
    )
    .join(' ');

const plain = (part: string): string => (isPlace(part) ? part.slice(3) : part);

const PRINTED: Record<'mac' | 'other', Record<string, string>> = {
  mac: { Mod: '⌘', Alt: '⌥', Shift: '⇧', Escape: 'Esc' },
  other: { Mod: 'Ctrl', Escape: 'Esc' },
};
