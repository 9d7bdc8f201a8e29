import { methodOf } from '@/lib/slog/capdata';
import type { EntryOf, Envelope, Message } from '@/lib/slog/entry';
import { isObject, type Kref, krefOf, subscriptionKey } from '@/lib/slog/kref';
import type { Run } from '@/lib/upgrade/analysis';
import { settleEval } from '@/lib/upgrade/fold/core-eval';
import { tell } from '@/lib/upgrade/fold/fact';
import { edit } from '@/lib/upgrade/fold/ledger';
import { onNotifyMoot, onNotifyRouted } from '@/lib/upgrade/fold/severed';
import {
  type CrankMessage,
  type Effect,
  type FoldState,
  type OpenCrank,
  type Place,
  remember,
} from '@/lib/upgrade/fold/state';
import { onVatTerminated } from '@/lib/upgrade/fold/termination';
import { finishUpgrade, isCallback, onCallbackRouted, openUpgrade } from '@/lib/upgrade/fold/upgrade';

const WATCH_LIMIT = 20_000;
const CAP_LIMIT = 5_000;

function summarise(message: Message): CrankMessage {
  switch (message.type) {
    case 'send':
      return { type: 'send' };
    case 'notify':
      return message;
    case 'create-vat':
      return {
        type: 'create-vat',
        vatID: message.vatID,
        bundleID: message.bundleID,
        name: message.name,
      };
    case 'upgrade-vat':
      return { type: 'upgrade-vat' };
    case 'other':
      return { type: 'other' };
  }
}

type CrankHead = Pick<EntryOf<'crank-start'>, 'crankNum' | 'time' | 'monotime'> & { routing: boolean };

/** Numbers that are missing mean lines that are missing: the counter never skips, not even over an aborted crank. */
function checkNumbers(state: FoldState, entry: CrankHead, at: Place): void {
  const { lastCrank } = state;
  const { crankNum } = entry;
  if (lastCrank !== null && crankNum !== null && crankNum !== lastCrank + 1)
    tell(state, at, entry, { kind: 'log-gap', params: { after: lastCrank, next: crankNum } });
  state.lastCrank = crankNum ?? lastCrank;
  state.lastCrankLine = at.line;
}

/** The open run has one crank more. */
export function countInRun(run: Run<unknown> | null, crankNum: number | null, routing: boolean): void {
  if (!run) return;
  if (!routing) run.deliveryCranks += 1;
  run.firstCrank ??= crankNum;
  run.lastCrank = crankNum ?? run.lastCrank;
}

/** What a message tells on its way from the acceptance queue to the run queue. */
function onRouted(state: FoldState, entry: EntryOf<'crank-start'>, at: Place): void {
  const { message } = entry;
  if (message.type === 'upgrade-vat' && message.upgradeID !== null && entry.crankNum !== null)
    remember(state.routed, message.upgradeID, entry.crankNum, WATCH_LIMIT);
  if (message.type === 'notify' && message.vatID !== null && message.kpid !== null)
    onNotifyRouted(state, message.vatID, message.kpid);
  if (message.type !== 'send') return;
  if (message.target !== null && message.result !== null)
    watchRouted(state, krefOf(message.target), krefOf(message.result));
  if (!message.methargs) return;
  const method = methodOf(message.methargs);
  if (isCallback(method)) onCallbackRouted(state, message.methargs);
  if (method === 'vatTerminated') onVatTerminated(state, entry, at, message.methargs);
}

/** A crank begins, and the one before is over if its last line is missing. */
export function beginCrank(state: FoldState, head: CrankHead, message: CrankMessage, at: Place): OpenCrank {
  if (state.crank) finishCrank(state, { time: null, monotime: null, seconds: null }, null);
  checkNumbers(state, head, at);
  const crank: OpenCrank = {
    crankNum: head.crankNum,
    routing: head.routing,
    message,
    line: at.line,
    byte: at.byte,
    time: head.time,
    monotime: head.monotime,
    upgrade: null,
    delivered: false,
    aborted: false,
    effects: [],
    firstFact: state.facts.items.length,
  };
  state.crank = crank;
  countInRun(edit(state.runs, state.run?.index ?? null), head.crankNum, head.routing);
  return crank;
}

export function onCrankStart(state: FoldState, entry: EntryOf<'crank-start'>, at: Place): void {
  const { message, crankNum, time, monotime } = entry;
  const routing = entry.crankType === 'routing';
  const crank = beginCrank(state, { crankNum, time, monotime, routing }, summarise(message), at);
  if (routing) return onRouted(state, entry, at);
  if (message.type === 'upgrade-vat') crank.upgrade = openUpgrade(state, entry, message, at);
  if (message.type === 'create-vat' && message.vatID !== null)
    state.critical.set(message.vatID, message.critical);
}

function apply(state: FoldState, effect: Effect): void {
  switch (effect.kind) {
    case 'subscribed':
      return state.subscriptions.set(effect.key, effect.line);
    case 'watch':
      return remember(state.watches, krefOf(effect.result), effect.watch, WATCH_LIMIT);
    case 'bundle-cap':
      return remember(state.bundleCaps, effect.device, effect.bundleID, CAP_LIMIT);
    case 'upgrade-asked':
      return remember(state.requests, effect.upgradeID, effect.evals, WATCH_LIMIT);
    case 'eval-promise': {
      const known = state.evals[effect.step];
      if (known) known.promise = effect.kpid;
      state.evalPromises.set(effect.kpid, effect.step);
      return;
    }
    case 'eval-settled':
      return settleEval(state, effect.step, effect);
  }
}

/**
 * A message that is routed and never delivered was refused by the kernel: its target is dead. The rejection of its result
 * says so; see `checkRefused`.
 */
export function watchRouted(state: FoldState, target: Kref, result: Kref): void {
  if (state.replacedAt.size > 0 && isObject(target)) state.routedSends.set(result, target);
}

/** A crank is over, with its last line or (`at` null) without it. Nothing that an aborted crank did lasts. */
export function finishCrank(state: FoldState, entry: Envelope, at: Place | null): void {
  const { crank } = state;
  if (!crank) return;
  if (crank.upgrade !== null) finishUpgrade(state, crank, entry, at);
  if (!crank.aborted) for (const effect of crank.effects) apply(state, effect);
  if (!crank.routing && !crank.delivered) {
    const { message } = crank;
    if (message.type === 'notify' && message.vatID !== null && message.kpid !== null) {
      onNotifyMoot(state, message.vatID, message.kpid);
      state.subscriptions.delete(subscriptionKey(krefOf(message.kpid), message.vatID));
    }
  }
  state.crank = null;
  state.delivery = null;
  state.deviceCall = null;
}
