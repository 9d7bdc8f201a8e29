import type {
  Analysis,
  Block,
  CoreEval,
  Finding,
  Run,
  Severed,
  Severity,
  Termination,
  Upgrade,
} from '@/lib/upgrade/analysis';
import type { Fact, FactKind } from '@/lib/upgrade/fold/state';

/** Where a finding points and what it says; rule and severity come from the rule, unless this one case is graver or milder. */
export type Found = Omit<Finding, 'rule' | 'severity'> & { severity?: Severity };

/** Everything a rule may look at besides its item. */
export type Facts = Pick<
  Analysis<unknown>,
  'source' | 'processStarts' | 'vats' | 'blocks' | 'runs' | 'upgrades' | 'terminations' | 'steps'
> & {
  facts: Fact[];
  factCounts: ReadonlyMap<string, number>;
  /** No entry will follow. */
  final: boolean;
  /** Where the first line is that is no entry. */
  brokenByte: number;
  open: boolean;
  panicked: boolean;
  /** Vats that were created as critical (or not), as far as the log shows. */
  critical: ReadonlyMap<string, boolean>;
  /** Where the newest crank began. */
  lastCrankLine: number;
};

type RuleOf<On, Item> = {
  rule: string;
  severity: Severity;
  /** Where upstream does what the rule looks for. */
  upstream: string;
  on: On;
  /** A pure function of the item, its index and `final`: what it finds is kept until the item changes. */
  find: (item: Item, index: number, final: boolean) => Found[];
};

export type UpgradeRule = RuleOf<'upgrades', Upgrade>;
export type TerminationRule = RuleOf<'terminations', Termination>;
export type RunRule = RuleOf<'runs', Run<unknown>>;
export type BlockRule = RuleOf<'blocks', Block>;
export type StepRule = RuleOf<'steps', CoreEval>;
/** Made of a fact of one kind, that was not in lost work. */
export type FactRule = RuleOf<'facts', Fact> & { kind: FactKind };
/** Looks at the whole; runs at every change, so it must be quick. */
export type DocumentRule = Omit<RuleOf<'document', never>, 'find'> & { find: (facts: Facts) => Found[] };

export type Rule = UpgradeRule | TerminationRule | RunRule | BlockRule | StepRule | FactRule | DocumentRule;

/** `bank (v7)`, or the id alone. */
export const vatLabel = (vatID: string, name: string | null): string =>
  name === null ? vatID : `${name} (${vatID})`;

/** What every finding of a fact has. */
export const atFact = (fact: Fact, message: string): Found => ({
  ...(fact.vatID === null ? {} : { vatID: fact.vatID }),
  ...(fact.upgradeIndex === null ? {} : { upgradeIndex: fact.upgradeIndex }),
  line: fact.line,
  byte: fact.byte,
  time: fact.time,
  message,
  params: fact.params,
});

/** What every finding of an upgrade has. */
export const atUpgrade = (
  upgrade: Upgrade,
  index: number,
  message: string,
  params: Found['params'] = {},
): Found => ({
  vatID: upgrade.vatID,
  upgradeIndex: index,
  line: upgrade.startLine,
  byte: upgrade.startByte,
  time: upgrade.startTime,
  message,
  params: { upgradeID: upgrade.upgradeID, ...params },
});

/** The chain's own name of a core eval: plans count steps from one, `x/upgrade-N` from zero, and one page shows both. */
export const stepLabel = ({ step, inboundNum }: CoreEval): string =>
  `Core eval ${inboundNum ?? step ?? ''}`.trim();

/** What every finding of a core eval has. */
export const atStep = (step: CoreEval, message: string): Found => ({
  line: step.outcomeLine ?? step.line,
  byte: step.outcomeByte ?? step.byte,
  time: step.time,
  message,
  params: { step: step.step, inboundNum: step.inboundNum, blockHeight: step.blockHeight },
});

/** What every finding of a subscriber that an upgrade cut off has; it stands where the subscriber was told. */
export const atSevered = (upgrade: Upgrade, index: number, severed: Severed, message: string): Found => ({
  ...atUpgrade(upgrade, index, message, {
    kpid: severed.kpid,
    subscriber: severed.subscriber,
    subscribedLine: severed.subscribedLine,
  }),
  vatID: severed.subscriber,
  line: severed.line ?? upgrade.startLine,
  byte: severed.byte ?? upgrade.startByte,
  time: severed.time,
});

/** A warning in an upgrade's window, a piece of information outside: ordinary days have errors, too. */
export const watchedSeverity = ({ params }: Fact): Severity =>
  params.watched === false ? 'info' : 'warning';

/** A group of console lines in one: what was logged and, if that did not say it, the error that came with it. */
export const consoleText = ({ text, params }: Fact): string =>
  typeof params.error === 'string' && !text.includes(params.error) ? `${text} ${params.error}` : text;
