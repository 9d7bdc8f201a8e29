/**
 * Every key of the product, once: pages bind from it, the help prints it, buttons and menus name their keys by it.
 * Keys: `Mod` is ⌘ on a Mac and Ctrl elsewhere; a blank separates keys that are pressed one after the other.
 */
export type Shortcut = { readonly keys: string; readonly says: string; readonly where: ShortcutPlace };

export const PLACES = ['Everywhere', 'Order of steps', 'Run timeline'] as const;
export type ShortcutPlace = (typeof PLACES)[number];

const everywhere = (keys: string, says: string) => ({ keys, says, where: 'Everywhere' }) as const;
const order = (keys: string, says: string) => ({ keys, says, where: 'Order of steps' }) as const;

export const SHORTCUTS = {
  'command-menu': everywhere('Mod+k', 'Command menu'),
  help: everywhere('?', 'These keys'),
  'go-home': everywhere('g h', 'Go home'),
  'go-plans': everywhere('g p', 'Go to plans'),
  'go-runs': everywhere('g r', 'Go to runs'),
  filter: everywhere('/', 'Filter the list'),
  rehearse: everywhere('r', 'Rehearse the plan in sight'),
  'copy-link': everywhere('.', 'Copy a link to this view'),
  'row-move': order('Alt+↑/↓', 'Move the focused step'),
  'row-lift': order('Space', 'Lift the focused step, or drop it'),
  'row-arrows': order('↑/↓', 'Carry a lifted step; else go to the next step'),
  'row-cancel': order('Esc', 'Put a lifted step back'),
  undo: order('Mod+z', 'Undo the last move'),
  redo: order('Mod+Shift+z', 'Redo it'),
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof SHORTCUTS;
