/** The entry types by the numbers of `type.ts`. */
export const TYPE_NAMES = [
  'syscall',
  'syscall-result',
  'clist',
  'crank-finish',
  'crank-start',
  'deliver',
  'deliver-result',
  'cosmic-swingset-run-start',
  'cosmic-swingset-run-finish',
  'cosmic-swingset-begin-block',
  'cosmic-swingset-end-block-start',
  'cosmic-swingset-end-block-finish',
  'cosmic-swingset-commit-block-finish',
  'cosmic-swingset-timer-poll',
  'cosmic-swingset-bridge-inbound',
  'create-vat',
  'console',
  'cosmic-swingset-commit-block-start',
  'cosmic-swingset-after-commit-stats',
  'kernel-stats',
  'vat-startup-start',
  'vat-startup-finish',
  'heap-snapshot-save',
  'heap-snapshot-load',
] as const;

/** The dispatches by the numbers of a DELIVER record. */
export const DISPATCHES = [
  'message',
  'notify',
  'bringOutYourDead',
  'dropExports',
  'retireExports',
  'retireImports',
] as const;

const vats: string[] = [];
/** So many names are kept, so that a vat's is the same text every time. */
const MAX_VATS = 10_000;

/** `v12` of 12. */
export function vatName(number: number): string {
  const known = vats[number];
  if (known !== undefined) return known;
  const name = `v${number}`;
  if (number < MAX_VATS) vats[number] = name;
  return name;
}
