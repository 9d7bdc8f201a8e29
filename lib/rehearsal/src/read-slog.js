// A plain reading of a slog, enough to compare it with the kernel's database.

/** @param {string} text */
export const entriesOf = (text) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** @param {any[]} entries */
const vatNames = (entries) =>
  new Map(entries.flatMap(({ type, vatID, name }) => (type === 'create-vat' && name ? [[vatID, name]] : [])));

/**
 * Every upgrade's delivery crank with its outcome and where it ran.
 * @param {any[]} entries
 */
export function upgradesOf(entries) {
  const names = vatNames(entries);
  const upgrades = [];
  let process = 0;
  let run;
  let open;
  for (const entry of entries) {
    if (entry.type === 'kernel-init-start') {
      process += 1;
      open = undefined;
    }
    if (entry.type === 'cosmic-swingset-run-start') run = entry;
    if (
      entry.type === 'crank-start' &&
      entry.messageType === 'upgrade-vat' &&
      entry.crankType === 'delivery'
    ) {
      open = {
        vat: names.get(entry.message.vatID),
        process,
        blockHeight: run.blockHeight,
        runNum: run.runNum,
      };
      upgrades.push(
        Object.assign(open, { bundleID: entry.message.bundleID, outcome: 'interrupted', error: null }),
      );
    }
    if (open && entry.type === 'deliver-result' && entry.dispatch === 'startVat' && !entry.replay) {
      const [status, error] = entry.dr;
      Object.assign(open, { outcome: status === 'ok' ? 'upgraded' : 'rolled-back', error });
      open = undefined;
    }
  }
  return upgrades;
}

/** What v1 did with each core eval's promise in the upgrade block's runs. @param {any[]} entries */
export function evalOutcomes(entries) {
  const outcomes = [];
  let forced = false;
  for (const { type, phase, syscall, vatID, ksc, replay, isBootstrap } of entries) {
    if (type === 'cosmic-swingset-init') forced = !isBootstrap;
    if (type === 'cosmic-swingset-run-start') forced = forced && (phase === 'forced' || phase === 'leftover');
    if (forced && type === 'syscall' && syscall === 'resolve' && vatID === 'v1' && !replay) {
      for (const [, rejected, data] of ksc[2])
        outcomes.push(rejected ? JSON.parse(data.body.slice(1))['#error'] : 'ok');
    }
  }
  return outcomes;
}

/** Subscribers told of an upgrade, with what they did in that delivery. @param {any[]} entries */
export function severedOf(entries) {
  const names = vatNames(entries);
  const severed = [];
  let open;
  for (const entry of entries) {
    if (entry.type === 'deliver' && !entry.replay && JSON.stringify(entry.kd).includes('vatUpgraded')) {
      open = { subscriber: names.get(entry.vatID), resubscribed: false };
      severed.push(open);
    } else if (open && entry.type === 'syscall' && entry.syscall === 'send') open.resubscribed = true;
    else if (entry.type === 'deliver-result') open = undefined;
  }
  return severed;
}
