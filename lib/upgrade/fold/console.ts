import type { EntryOf } from '@/lib/slog/entry';
import { asRecord, asString } from '@/lib/slog/json';
import type { Upgrade } from '@/lib/upgrade/analysis';
import { alarming, benignConsole } from '@/lib/upgrade/benign-console';
import { tell } from '@/lib/upgrade/fold/fact';
import { edit } from '@/lib/upgrade/fold/ledger';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';
import { onKernelTerminates } from '@/lib/upgrade/fold/termination';
import { changeVat } from '@/lib/upgrade/fold/vat';
import { isWatched } from '@/lib/upgrade/fold/watch';

type ConsoleEntry = EntryOf<'console'>;

/** An argument as text: vats' are strings, the kernel's may be numbers, objects or serialised errors. */
function argText(arg: unknown): string {
  const text = asString(arg) ?? asString(asRecord(arg)?.message);
  if (text !== null) return text;
  return JSON.stringify(arg) ?? '';
}

const ATTEMPTING = /^attempting to upgrade vat (v\d+) from incarnation (\d+) /;
const UPGRADED = /^vat (v\d+) upgraded from incarnation (\d+) to (\d+) /;
const FAILED = /^WARNING: vat (v\d+) failed to upgrade from incarnation (\d+) \((BOYD|startVat)\)$/;
const TERMINATING = /^kernel terminating vat (v\d+) \(failure=(true|false)\)$/;
const PANIC = /^##### KERNEL PANIC: ([^]*) #####$/;
const DIVERGED = /\banachrophobia (?:strikes|in) (v\d+) delivery/;
const CRITICAL = /critical vat (v\d+) failed/;

/** The kernel's number against the one that the log told before; a kernel without blocks may have started from an older store. */
function checkIncarnation(
  state: FoldState,
  entry: ConsoleEntry,
  at: Place,
  { vatID, incarnationBefore }: Upgrade,
  said: number,
): void {
  if (!state.sawBlocks || incarnationBefore === null || incarnationBefore === said) return;
  tell(state, at, entry, { kind: 'wrong-incarnation', vatID, params: { expected: incarnationBefore, said } });
}

function onUpgradeLine(state: FoldState, entry: ConsoleEntry, at: Place, text: string): void {
  const open = state.upgrade;
  const match = ATTEMPTING.exec(text) ?? UPGRADED.exec(text) ?? FAILED.exec(text);
  const upgrade = edit(state.upgrades, open?.index ?? null);
  if (!match || !upgrade || !open || upgrade.vatID !== match[1]) return;
  checkIncarnation(state, entry, at, upgrade, Number(match[2]));
  upgrade.incarnationBefore = Number(match[2]);
  changeVat(state, upgrade.vatID, upgrade.startLine, { incarnation: upgrade.incarnationBefore });
  if (UPGRADED.test(text)) open.upgradedLine = true;
  const failed = FAILED.exec(text);
  if (failed) open.failedLine = failed[3] === 'BOYD' ? 'bringOutYourDead' : 'startVat';
}

/** The kernel says it several times over; once is enough for a process. */
function onDivergence(state: FoldState, entry: ConsoleEntry, at: Place, vatID: string, text: string): void {
  if (state.diverged.includes(vatID)) return;
  state.diverged.push(vatID);
  tell(state, at, entry, { kind: 'replay-divergence', vatID, text });
}

/** The kernel speaks: of upgrades, terminations and its own end. */
function onKernelConsole(state: FoldState, entry: ConsoleEntry, at: Place): void {
  state.kernelConsole = true;
  const text = entry.args.map(argText).join(' ');
  onUpgradeLine(state, entry, at, text);
  const terminating = TERMINATING.exec(text);
  if (terminating?.[1]) onKernelTerminates(state, entry, at, terminating[1], terminating[2] === 'true');
  const diverged = DIVERGED.exec(text);
  if (diverged?.[1]) onDivergence(state, entry, at, diverged[1], text);
  if (text.startsWith('⚠️ Ignoring lost krefs')) tell(state, at, entry, { kind: 'lost-krefs', text });
  const panic = PANIC.exec(text);
  if (!panic) return;
  state.panicked = true;
  tell(state, at, entry, {
    kind: 'kernel-panic',
    vatID: CRITICAL.exec(text)?.[1] ?? null,
    text: panic[1] ?? '',
  });
}

const INCONSISTENT = /Inconsistent committed state|Unimplemented reset state/;

function onControllerConsole(state: FoldState, entry: ConsoleEntry, at: Place): void {
  const text = JSON.stringify(entry.args) ?? '';
  if (INCONSISTENT.test(text))
    tell(state, at, entry, { kind: 'host-inconsistent', text: entry.args.map(argText).join(' ') });
}

/** One thing logged with an Error becomes several lines; the later ones begin with the Error's own name or are its stack. */
const CONTINUES = /^\w*(Error|Exception)\w*(\(.*\))?#\d+( ERROR_NOTE)?:$|^\w+: [^]*\n at /;
/** xsnap's words, and those of a local worker's host process. */
const UNHANDLED = /^(UnhandledPromiseRejectionWarning|🤞 UnhandledPromiseRejection):/;

function addToGroup(state: FoldState, fact: number | null, text: string): void {
  const known = edit(state.facts, fact);
  if (!known) return;
  known.params = { ...known.params, lines: Number(known.params.lines ?? 1) + 1 };
  if (/^\w*(Error|Exception)\w*(\(.*\))?#\d+: /.test(text) && known.params.error === undefined)
    known.params = { ...known.params, error: text.slice(text.indexOf(': ') + 2).slice(0, 500) };
}

type Printed = Pick<ConsoleEntry, 'crankNum' | 'deliveryNum' | 'level'>;

/** Lines of one level in one delivery may belong together. */
const groupOf = ({ crankNum, deliveryNum, level }: Printed, vatID: string | null): string =>
  `${crankNum} ${deliveryNum} ${vatID} ${level}`;

/**
 * Does what `onConsole` does of a vat's line outside of upgrades that is no warning, no error, and not alarming; false if the line may go on with one that was.
 */
export function onCalmConsole(state: FoldState, printed: Printed & { vatID: string }): boolean {
  const { vatID } = printed;
  if (state.replays.has(vatID)) return true;
  const key = groupOf(printed, vatID);
  if (state.consoleGroup?.key === key) return state.consoleGroup.fact === null;
  state.consoleGroup = { key, fact: null };
  return true;
}

/** Errors and warnings of vats, one for each group of lines; what is known to mean nothing is left out. */
function onVatConsole(state: FoldState, entry: ConsoleEntry, at: Place): void {
  const { source, level, args } = entry;
  // A local worker's rejections are printed by the controller, which does not say whose they are.
  const vatID = entry.vatID ?? state.delivery?.vatID ?? null;
  const upgrade = edit(state.upgrades, state.upgrade?.index ?? null);
  if (upgrade) upgrade.console[level] = (upgrade.console[level] ?? 0) + 1;
  const first = argText(args[0] ?? '');
  const text = args.map(argText).join(' ');
  const key = groupOf(entry, vatID);
  if (state.consoleGroup?.key === key && CONTINUES.test(first))
    return addToGroup(state, state.consoleGroup.fact, text);
  state.consoleGroup = { key, fact: null };
  const told = alarming(text) ? 'error' : level;
  if ((told !== 'error' && told !== 'warn') || benignConsole(text, told, source, state.delivery)) return;
  state.consoleGroup.fact = tell(state, at, entry, {
    kind: UNHANDLED.test(first) ? 'unhandled-rejection' : 'console',
    vatID,
    text,
    absorbed: state.evalErrors.some((id) => text.includes(id)),
    params: {
      level: told,
      source,
      lines: 1,
      severed: (state.delivery?.severed.length ?? 0) > 0,
      watched: isWatched(state),
      upgradeCrank: state.upgrade !== null,
    },
  });
}

export function onConsole(state: FoldState, entry: ConsoleEntry, at: Place): void {
  if (entry.source === 'kernel') return onKernelConsole(state, entry, at);
  if (entry.source === 'controller') onControllerConsole(state, entry, at);
  // The controller's list of what a panic left unfinished is no vat's word.
  if (entry.source === 'controller' && (state.panicked || state.delivery === null)) return;
  // Before u16 a replay prints again what was printed when it happened.
  if (entry.vatID !== null && state.replays.has(entry.vatID)) return;
  onVatConsole(state, entry, at);
}
