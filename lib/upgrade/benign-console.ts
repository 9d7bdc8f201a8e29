import type { OpenDelivery } from '@/lib/upgrade/fold/state';

/** Console lines of vats that are known to mean nothing. `text` is the group's first line, its arguments joined by a space. */
export type BenignPattern = { pattern: RegExp; levels: readonly string[]; why: string };

/** More are added as rehearsals teach; never allow by text what names a vat or a plan: that is a person's decision. */
export const BENIGN_CONSOLE: readonly BenignPattern[] = [
  {
    pattern: /^Logging sent error stack/,
    levels: ['warn', 'error'],
    why: 'every Error that leaves a vat is logged by its sender; it is context of another event',
  },
  {
    pattern: /ERROR_NOTE: (Sent as|Rejection from|Caused by|Thrown from)/,
    levels: ['warn', 'error'],
    why: 'a continuation of an error logged before',
  },
  {
    pattern: /^cannot save non-(durable|passable):/,
    levels: ['warn'],
    why: "bootstrap's promise space cannot keep a heap object durably; normal at chain start and in core evals",
  },
];

/** Said at any level, and never benign: the restart-vats proposal goes on after a contract that did not start. */
const ALARMING = /RESTART FAILED/;
export const alarming = (text: string): boolean => ALARMING.test(text);

/** What a subscriber says in the very delivery that tells it of the upgrade is its expected reaction. */
const REACTIONS: Readonly<Record<string, RegExp>> = {
  warn: /disconnect|vatUpgraded|watch|resubscrib|subscrib|lost/i,
  error: /\bdisconnect|\bvatUpgraded\b/i,
};

export function benignConsole(
  text: string,
  level: string,
  _source: string | null,
  delivery: OpenDelivery | null,
): boolean {
  if (BENIGN_CONSOLE.some(({ pattern, levels }) => levels.includes(level) && pattern.test(text))) return true;
  return (delivery?.severed.length ?? 0) > 0 && REACTIONS[level]?.test(text) === true;
}
