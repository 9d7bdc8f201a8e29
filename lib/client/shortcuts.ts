/**
 * Every key of the product, once: pages bind from it, the help prints it, buttons and menus name their keys by it.
 * Keys: `Mod` is ⌘ on a Mac and Ctrl elsewhere; `KeyW` is the key at W's place on any keyboard; a blank separates keys
 * that are pressed one after the other.
 */
export type Shortcut = {
  readonly keys: string;
  readonly says: string;
  readonly where: ShortcutPlace;
  /** Holding the key goes on doing it. */
  readonly repeats?: boolean;
};

export const PLACES = ['Everywhere', 'Order of steps', 'Run timeline'] as const;
export type ShortcutPlace = (typeof PLACES)[number];

const everywhere = (keys: string, says: string) => ({ keys, says, where: 'Everywhere' }) as const;
const order = (keys: string, says: string) => ({ keys, says, where: 'Order of steps' }) as const;
const timeline = (keys: string, says: string) => ({ keys, says, where: 'Run timeline' }) as const;
const held = (keys: string, says: string) => ({ ...timeline(keys, says), repeats: true }) as const;

export const SHORTCUTS = {
  'command-menu': everywhere('Mod+k', 'Command menu'),
  help: everywhere('?', 'These keys'),
  'go-home': everywhere('g h', 'Go home'),
  'go-plans': everywhere('g p', 'Go to plans'),
  'go-runs': everywhere('g r', 'Go to runs'),
  'go-inventories': everywhere('g i', 'Go to the inventory'),
  'go-reports': everywhere('g e', 'Go to reports'),
  'go-audit': everywhere('g a', 'Go to the audit log'),
  filter: everywhere('/', 'Filter the list'),
  rehearse: everywhere('r', 'Rehearse the plan in sight'),
  'swap-sides': everywhere('x', 'Swap the sides of a comparison'),
  'copy-link': everywhere('.', 'Copy a link to this view'),
  'row-move': order('Alt+↑/↓', 'Move the focused step, or all that is selected'),
  'row-lift': order('Space', 'Lift it, or drop it'),
  'row-arrows': order('↑/↓', 'Carry what is lifted; else go to the next step'),
  'row-cancel': order('Esc', 'Put what is lifted back'),
  'row-range': order('Shift+↑/↓', 'Select from here to the next step'),
  'row-toggle': order('Mod+Space', 'Add the focused step to the selection, or take it out'),
  'row-all': order('Mod+A', 'Select every step'),
  'row-edit': order('Enter', 'Edit the focused step'),
  'row-remove': order('Delete', 'Remove what is selected'),
  undo: order('Mod+z', 'Undo the last change'),
  redo: order('Mod+Shift+z', 'Redo it'),
  'zoom-in': held('KeyW', 'Zoom in'),
  'zoom-out': held('KeyS', 'Zoom out'),
  'pan-left': held('KeyA', 'Earlier'),
  'pan-right': held('KeyD', 'Later'),
  'zoom-in-far': held('Shift+KeyW', 'Zoom in far'),
  'zoom-out-far': held('Shift+KeyS', 'Zoom out far'),
  'pan-left-far': held('Shift+KeyA', 'Much earlier'),
  'pan-right-far': held('Shift+KeyD', 'Much later'),
  fit: timeline('f', 'Fit the chosen range, or the selection'),
  whole: timeline('0', 'The whole run'),
  'choose-view': timeline('m', 'Choose what is in view as the range'),
  'range-back': timeline('z', 'The range before'),
  'range-forward': timeline('Shift+z', 'The range after it'),
  follow: timeline('l', 'Follow the log, or stop following'),
  'next-finding': held('n', 'Next finding'),
  'previous-finding': held('Shift+n', 'Finding before'),
  'next-row': held('j', 'Next row'),
  'previous-row': held('k', 'Row before'),
  'next-in-vat': held(']', 'Next in the same vat'),
  'previous-in-vat': held('[', 'Before it in the same vat'),
  'timeline-arrows': timeline('←/→/↑/↓', 'Move and step, when the timeline has the focus'),
  'timeline-wheel': timeline('Mod+Wheel', 'Zoom at the pointer'),
  'timeline-drag': timeline('Drag', 'Choose a range; on the ruler or with Shift move the view'),
  'timeline-double': timeline('Double click', 'Fit what is pressed'),
  'open-line': timeline('Enter', 'Zoom to the chosen range; else open the raw line of the selection'),
  'close-detail': timeline('Escape', 'Clear the range, then close the line, then the detail'),
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof SHORTCUTS;
