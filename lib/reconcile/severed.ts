import type { Foresight, Severs } from '@/lib/reconcile/foresight';
import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

export type SeveredOne = {
  readonly kpid: string;
  readonly subscriber: string;
  readonly name: string | null;
  readonly line: number | null;
};

/** Who was to be severed by one upgrade, and who was. */
export type SeveredComparison = {
  readonly upgradeIndex: number;
  readonly vatID: string;
  readonly name: string | null;
  /** Null where the inventory cannot tell. */
  readonly predicted: number | null;
  readonly observed: number;
  /** Predicted and not told. */
  readonly missing: readonly SeveredOne[];
  /** Told and not predicted, though the promise was there already. */
  readonly unforeseen: readonly SeveredOne[];
  /** Told, of promises that are younger than the inventory. */
  readonly since: readonly SeveredOne[];
  readonly verdict: 'as-predicted' | 'differs' | 'unknown';
  readonly why: string;
};

type VatFacts = Foresight['vats'][number];
const numberOf = (kpid: string): number => Number(kpid.slice(2));
const pairOf = (kpid: string, subscriber: string): string => `${kpid} ${subscriber}`;

function unknown(upgrade: Upgrade, upgradeIndex: number, why: string): SeveredComparison {
  const { vatID, name, severed } = upgrade;
  const nothing = { missing: [], unforeseen: [], since: [] };
  return {
    upgradeIndex,
    vatID,
    name,
    predicted: null,
    observed: severed.length,
    ...nothing,
    verdict: 'unknown',
    why,
  };
}

/** Each promise and subscriber that the upgrade is to cut off, by their pair. */
function predictedBy({ promises }: Severs, { vats }: Foresight): Map<string, SeveredOne> {
  const names = new Map(vats.map(({ vatID, name }) => [vatID, name]));
  return new Map(
    Object.entries(promises).flatMap(([subscriber, numbers]) =>
      numbers.map((number): [string, SeveredOne] => {
        const one = { kpid: `kp${number}`, subscriber, name: names.get(subscriber) ?? null, line: null };
        return [pairOf(one.kpid, subscriber), one];
      }),
    ),
  );
}

function compared(
  upgrade: Upgrade,
  upgradeIndex: number,
  { foresight, severs }: { foresight: Foresight; severs: Severs },
): SeveredComparison {
  const predicted = predictedBy(severs, foresight);
  const told = new Set(upgrade.severed.map(({ kpid, subscriber }) => pairOf(kpid, subscriber)));
  const extra = upgrade.severed
    .filter(({ kpid, subscriber }) => !predicted.has(pairOf(kpid, subscriber)))
    .map(({ kpid, subscriber, subscriberName, line, subscribedLine }) => ({
      one: { kpid, subscriber, name: subscriberName, line },
      young: subscribedLine !== null || numberOf(kpid) > foresight.newest,
    }));
  const missing = [...predicted].flatMap(([pair, one]) => (told.has(pair) ? [] : [one]));
  const unforeseen = extra.flatMap(({ one, young }) => (young ? [] : [one]));
  const since = extra.flatMap(({ one, young }) => (young ? [one] : []));
  const { vatID, name, severed } = upgrade;
  const same = missing.length === 0 && unforeseen.length === 0;
  return {
    upgradeIndex,
    vatID,
    name,
    predicted: predicted.size,
    observed: severed.length,
    missing,
    unforeseen,
    since,
    verdict: same ? 'as-predicted' : 'differs',
    why: sayWhy(predicted.size, { missing, unforeseen, since }),
  };
}

function sayWhy(
  predicted: number,
  { missing, unforeseen, since }: Pick<SeveredComparison, 'missing' | 'unforeseen' | 'since'>,
): string {
  const parts = [`${predicted} predicted`];
  if (missing.length > 0) parts.push(`${missing.length} of them not told: settled before the upgrade`);
  if (unforeseen.length > 0) parts.push(`${unforeseen.length} told that the inventory does not have`);
  if (since.length > 0) parts.push(`${since.length} told of promises younger than the inventory`);
  return `${parts.join('; ')}.`;
}

/** Why no prediction can be made of an upgrade; null where one can. */
function noForesight(upgrade: Upgrade, vat: VatFacts | undefined, upgradedBefore: boolean): string | null {
  if (upgrade.outcome !== 'upgraded') return 'It was not upgraded: nobody was severed.';
  if (!vat) return 'The inventory does not have this vat.';
  if (vat.severs === undefined) return 'The plan does not upgrade it: nothing was predicted.';
  if (vat.severs === null) return 'The inventory did not read who subscribes.';
  if (upgradedBefore)
    return 'It was upgraded before in this run: all its promises are younger than the inventory.';
  if (vat.severs.cut) return 'The inventory keeps only the first of its promises.';
  return null;
}

/**
 * Each upgrade that lasted, with the subscribers that the inventory says it would sever and those that the log says were told.
 * The inventory must have been taken before the run; what is younger than it counts neither way.
 */
export function compareSevered(
  { upgrades }: Pick<Analysis<unknown>, 'upgrades'>,
  foresight: Foresight,
): SeveredComparison[] {
  const vats = new Map(foresight.vats.map((vat) => [vat.vatID, vat]));
  const done = new Set<string>();
  return upgrades.flatMap((upgrade, index): SeveredComparison[] => {
    if (upgrade.lost) return [];
    const vat = vats.get(upgrade.vatID);
    const why = noForesight(upgrade, vat, done.has(upgrade.vatID));
    if (upgrade.outcome === 'upgraded') done.add(upgrade.vatID);
    if (why !== null || !vat?.severs) return [unknown(upgrade, index, why ?? '')];
    return [compared(upgrade, index, { foresight, severs: vat.severs })];
  });
}
