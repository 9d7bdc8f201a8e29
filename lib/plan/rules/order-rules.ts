import { proposalName, type RuleInput, sdkIssue, type Use } from '@/lib/plan/rules/rule';

/** Which things of a plan an order rule speaks of. */
export type Match = (use: Use) => boolean;

/** What `first` matches comes in an earlier step than what `then` matches. All of them are warnings; the plan may demand otherwise. */
export type OrderRule = {
  readonly id: string;
  /** "bridge before everything else": what it demands. */
  readonly demands: string;
  readonly first: Match;
  readonly then: Match;
  readonly reason: string;
  readonly link: string;
};

const FORMATS = 'https://github.com/Agoric/agoric-sdk/blob/master/golang/cosmos/app/upgrade.go';
const upgrades = ({ kind }: Use): boolean => kind === 'vat' || kind === 'contract';
const named =
  (...names: string[]): Match =>
  (use) =>
    upgrades(use) && names.includes(use.name);
const zcf: Match = ({ kind }) => kind === 'zcf';
const contract: Match = ({ kind }) => kind === 'contract';
const makes =
  (...names: string[]): Match =>
  ({ kind, name }) =>
    kind !== 'terminate' && names.includes(name);

export const ORDER_RULES: readonly OrderRule[] = [
  {
    id: 'bridge-first',
    demands: 'bridge is upgraded before every other vat',
    first: named('bridge'),
    then: (use) => upgrades(use) && use.name !== 'bridge',
    reason: 'Everything from the chain passes the bridge: later core evals then already use its new code.',
    link: sdkIssue(8219),
  },
  {
    id: 'zoe-before-zcf',
    demands: 'zoe is upgraded before a new ZCF is set',
    first: named('zoe'),
    then: zcf,
    reason: 'Only the new zoe is sure to know how to set another ZCF.',
    link: sdkIssue(8219),
  },
  {
    id: 'zoe-before-contracts',
    demands: 'zoe is upgraded before contracts',
    first: named('zoe'),
    then: contract,
    reason: 'A contract is upgraded through zoe, and meets the new one at once.',
    link: sdkIssue(8219),
  },
  {
    id: 'zcf-before-contracts',
    demands: 'a new ZCF is set before contracts are upgraded',
    first: zcf,
    then: contract,
    reason: 'A contract takes the ZCF that is set when it is upgraded, and keeps it.',
    link: sdkIssue(8219),
  },
  {
    id: 'provision-pool-before-wallet-factory',
    demands: 'provisionPool is upgraded before walletFactory',
    first: named('provisionPool'),
    then: named('walletFactory'),
    reason: 'walletFactory is upgraded with a wallet reviver that it gets from provisionPool.',
    link: sdkIssue(10794),
  },
  {
    id: 'feeds-before-auction',
    demands: 'price feeds are replaced before the auction',
    first: makes('price feeds'),
    then: makes('auctioneer'),
    reason: 'A new auction looks up its price feeds when it starts.',
    link: sdkIssue(9283),
  },
  {
    id: 'feeds-before-vaults',
    demands: 'price feeds are replaced before vaultFactory is upgraded',
    first: makes('price feeds'),
    then: named('vaultFactory'),
    reason: 'The new vaultFactory asks for quotes when it starts.',
    link: sdkIssue(9283),
  },
  {
    id: 'auction-before-vaults',
    demands: 'the auction is replaced before vaultFactory is upgraded',
    first: makes('auctioneer'),
    then: named('vaultFactory'),
    reason: 'The new vaultFactory is given the auction that there is.',
    link: sdkIssue(9283),
  },
  {
    id: 'network-before-orchestration',
    demands: 'network and ibc come before localchain, transfer and orchestration',
    first: makes('network', 'ibc'),
    then: makes('localchain', 'transfer', 'orchestration'),
    reason: 'Those hold ports and connections of network and ibc.',
    link: FORMATS,
  },
  {
    id: 'localchain-before-transfer',
    demands: 'localchain comes before transfer',
    first: makes('localchain'),
    then: makes('transfer'),
    reason: 'transfer listens to accounts of localchain.',
    link: FORMATS,
  },
  {
    id: 'kread-after-zoe',
    demands: 'KREAd is repaired after zoe is upgraded',
    first: named('zoe'),
    then: (use) => proposalName(use) === 'revive-kread',
    reason: 'The upgrade of zoe breaks the subscribers that revive-kread repairs.',
    link: sdkIssue(8219),
  },
];

/** Does the plan demand, with a reason, that `b` comes before `a`? Then a built-in warning of the opposite has its answer. */
export function isAnswered({ plan }: RuleInput, a: Use, b: Use): boolean {
  return plan.constraints.some(({ first, then }) => isSubject(first, b) && isSubject(then, a));
}

/** A subject of a plan's own rule names vats as the plan does, by name or id, or a module. */
export function isSubject(subject: RuleInput['plan']['constraints'][number]['first'], use: Use): boolean {
  if ('module' in subject) return use.proposal.module === subject.module;
  return use.kind !== 'terminate' && (use.name === subject.vat || use.upgrade?.vat === subject.vat);
}

/** The pair of an order: `a` in an earlier step than `b`. */
export type Order = {
  readonly rule: string;
  readonly strength: 'hard' | 'advisory';
  readonly key: string;
  readonly a: Use;
  readonly b: Use;
  readonly demands: string;
  readonly reason: string;
  readonly link: string | null;
};

/** The earliest of each proposal: what a rule says of a proposal with many vats, it says once. */
function onePerProposal(uses: readonly Use[]): Use[] {
  const seen = new Set<unknown>();
  return uses.filter(({ proposal }) => !seen.has(proposal) && seen.add(proposal));
}

/** Every pair of a rule: the earliest that goes first, with each proposal that comes after it. */
function pairs(uses: readonly Use[], first: Match, then: Match): { a: Use; b: Use }[] {
  const a = uses.find(first);
  if (!a) return [];
  return onePerProposal(uses.filter((use) => use.proposal !== a.proposal && then(use))).map((b) => ({
    a,
    b,
  }));
}

function builtInOrders(input: RuleInput): Order[] {
  return ORDER_RULES.flatMap(({ id, first, then, demands, reason, link }) =>
    pairs(input.uses, first, then)
      .filter(({ a, b }) => !isAnswered(input, a, b))
      .map(({ a, b }): Order => {
        const key = `${id}:${a.name}+${b.name}`;
        return { rule: id, strength: 'advisory', key, a, b, demands, reason, link };
      }),
  );
}

const sayOf = (subject: RuleInput['plan']['constraints'][number]['first']): string =>
  'vat' in subject ? subject.vat : subject.module;

/** Acts as a use of anything: a proposal that does nothing that is known may still be named by its module. */
const moduleUses = ({ plan }: RuleInput): Use[] =>
  plan.steps.flatMap((step, at) =>
    step.kind === 'act'
      ? []
      : step.proposals.map(
          (proposal): Use => ({ kind: 'create', name: '', upgrade: null, proposal, step, at }),
        ),
  );

function ownOrders(input: RuleInput): Order[] {
  if (input.plan.constraints.length === 0) return [];
  const all = [...input.uses, ...moduleUses(input)];
  return input.plan.constraints.flatMap(({ id, first, then, strength, reason, link }) => {
    const demands = `${sayOf(first)} comes before ${sayOf(then)}`;
    return pairs(
      all,
      (use) => isSubject(first, use),
      (use) => isSubject(then, use),
    ).map(
      ({ a, b }): Order => ({
        rule: 'own-order',
        strength,
        key: `own-order:${id}`,
        a,
        b,
        demands,
        reason,
        link,
      }),
    );
  });
}

/** A vat is not upgraded once it is terminated: hard. */
function terminateOrders({ uses }: RuleInput): Order[] {
  const ends = uses.filter(({ kind }) => kind === 'terminate');
  return ends.flatMap((b) =>
    uses
      .filter((a) => upgrades(a) && a.name === b.name)
      .map(
        (a): Order => ({
          rule: 'upgrade-after-termination',
          strength: 'hard',
          key: `upgrade-after-termination:${b.name}`,
          a,
          b,
          demands: `${b.name} is upgraded before it is terminated, or not at all`,
          reason: 'A terminated vat has no admin node any more; its upgrade rejects.',
          link: sdkIssue(8219),
        }),
      ),
  );
}

/** Which proposals the other orders want before which: advice of the opposite would never be met. */
function demanded(orders: readonly Order[]): (first: Use, then: Use) => boolean {
  const before = new Map<Use['proposal'], Set<Use['proposal']>>();
  for (const { a, b } of orders)
    before.set(a.proposal, (before.get(a.proposal) ?? new Set()).add(b.proposal));
  return (first, then) => before.get(first.proposal)?.has(then.proposal) === true;
}

export const SUBSCRIBERS = 'publisher-before-subscriber';

/** A publisher comes before who subscribes to it, where facts tell who does, and not each to the other. */
function subscriberOrders(input: RuleInput, others: readonly Order[]): Order[] {
  const { find, facts } = input;
  const idOf = (named: string): string => find(named)[0]?.vatId ?? named;
  const first = firstUpgrades(input, idOf);
  const pairs = (facts.subscriptions ?? []).map(({ publisher, subscriber }) => [
    idOf(publisher),
    idOf(subscriber),
  ]);
  const known = new Set(pairs.map(([publisher, subscriber]) => `${publisher}>${subscriber}`));
  const wants = demanded(others);
  return pairs.flatMap(([publisher = '', subscriber = '']) => {
    const [a, b] = [first.get(publisher), first.get(subscriber)];
    if (!a || !b || a.proposal === b.proposal || known.has(`${subscriber}>${publisher}`)) return [];
    return wants(b, a) ? [] : subscriberOrder(a, b);
  });
}

const subscriberOrder = (a: Use, b: Use): Order => ({
  rule: SUBSCRIBERS,
  strength: 'advisory',
  key: `${SUBSCRIBERS}:${a.name}+${b.name}`,
  a,
  b,
  demands: `${a.name} is upgraded before ${b.name}, which subscribes to it`,
  reason: 'A new subscriber would subscribe to the old publisher and be cut off at once.',
  link: sdkIssue(8219),
});

/** The first upgrade of each vat, by its id where the facts know the vat. */
function firstUpgrades({ uses, find }: RuleInput, idOf: (named: string) => string): ReadonlyMap<string, Use> {
  const key = (use: Use): string => {
    const stated = use.upgrade?.vat ?? use.name;
    return idOf(find(stated).length > 0 ? stated : use.name);
  };
  return new Map(
    uses
      .filter(upgrades)
      .toReversed()
      .map((use) => [key(use), use]),
  );
}

/** Every order that the rules and the plan itself demand of this plan, kept or not. */
export function ordersOf(input: RuleInput): Order[] {
  const others = [...ownOrders(input), ...terminateOrders(input), ...builtInOrders(input)];
  return [...others, ...subscriberOrders(input, others)];
}
