import { assertNever } from '@/lib/base/assert';
import { canonicalJson, effectOfStep } from '@/lib/plan/digest';
import type { Plan, Step } from '@/lib/plan/plan';

/** One thing in which two plans differ. Places count from 0. `effect`: it changes what would happen, and so the digest. */
export type PlanChange =
  | { readonly type: 'added'; readonly step: Step; readonly at: number; readonly effect: true }
  | { readonly type: 'removed'; readonly step: Step; readonly at: number; readonly effect: true }
  | {
      readonly type: 'moved';
      readonly step: Step;
      readonly from: number;
      readonly to: number;
      readonly effect: true;
    }
  | {
      readonly type: 'changed';
      readonly before: Step;
      readonly after: Step;
      readonly fields: readonly string[];
      readonly effect: boolean;
    }
  | {
      readonly type: 'plan';
      readonly field: PlanField;
      readonly before: string;
      readonly after: string;
      readonly effect: boolean;
    };

const FIELDS = {
  chain: 'chain',
  upgradeName: 'upgrade name',
  target: 'target',
  vatOptionUpdates: 'vat option updates',
  constraints: 'order rules',
  policy: 'approval policy',
  notes: 'notes',
  links: 'links',
} as const satisfies Readonly<Record<Exclude<keyof Plan, 'schema' | 'steps'>, string>>;
type PlanField = keyof typeof FIELDS;
const PLAN_FIELDS = Object.keys(FIELDS).filter((field): field is PlanField => Object.hasOwn(FIELDS, field));
const WITHOUT_EFFECT: readonly PlanField[] = ['notes', 'links'];

const same = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a) === canonicalJson(b);

/** Which of these stay if as few as possible are taken out to leave the rest rising. */
function risingLongest(places: readonly number[]): Set<number> {
  const ends: number[] = [];
  const before: number[] = [];
  places.forEach((place, i) => {
    let low = 0;
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[i] = ends[low - 1] ?? -1;
    ends[low] = i;
  });
  const kept = new Set<number>();
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) kept.add(i);
  return kept;
}

type Placed = { readonly step: Step; readonly at: number };
const placed = (steps: readonly Step[]): Map<string, Placed> =>
  new Map(steps.map((step, at) => [step.id, { step, at }]));

/** As few moves as explain the new order of the steps that both plans have. */
function movedSteps(before: Map<string, Placed>, after: Map<string, Placed>): PlanChange[] {
  const shared = [...after.values()].filter(({ step }) => before.has(step.id));
  const from = shared.map(({ step }) => before.get(step.id)?.at ?? 0);
  const kept = risingLongest(from);
  return shared.flatMap(({ step, at }, i): PlanChange[] =>
    kept.has(i) ? [] : [{ type: 'moved', step, from: from[i] ?? 0, to: at, effect: true }],
  );
}

function fieldsThatDiffer(before: Step, after: Step): string[] {
  const a: Readonly<Record<string, unknown>> = { ...before };
  const b: Readonly<Record<string, unknown>> = { ...after };
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => !same(a[field], b[field]));
}

function changedStep(before: Step, after: Step): PlanChange[] {
  if (before === after) return [];
  const fields = fieldsThatDiffer(before, after);
  if (fields.length === 0) return [];
  const effect = !same(effectOfStep(before), effectOfStep(after));
  return [{ type: 'changed', before, after, fields, effect }];
}

function diffSteps(a: readonly Step[], b: readonly Step[]): PlanChange[] {
  const before = placed(a);
  const after = placed(b);
  const removed = [...before.values()].filter(({ step }) => !after.has(step.id));
  const added = [...after.values()].filter(({ step }) => !before.has(step.id));
  return [
    ...removed.map(({ step, at }): PlanChange => ({ type: 'removed', step, at, effect: true })),
    ...added.map(({ step, at }): PlanChange => ({ type: 'added', step, at, effect: true })),
    ...movedSteps(before, after),
    ...[...after.values()].flatMap(({ step }) => changedStep(before.get(step.id)?.step ?? step, step)),
  ];
}

/** What differs from `a` to `b`; nothing exactly if they are equal plans. Steps are the same by their ids. */
export function diffPlans(a: Plan, b: Plan): PlanChange[] {
  const ofPlan = PLAN_FIELDS.filter((field) => !same(a[field], b[field])).map(
    (field): PlanChange => ({
      type: 'plan',
      field,
      before: sayValue(field, a),
      after: sayValue(field, b),
      effect: !WITHOUT_EFFECT.includes(field),
    }),
  );
  return [...ofPlan, ...diffSteps(a.steps, b.steps)];
}

function sayTarget({ target }: Plan): string {
  if (target === null) return 'not known';
  return 'height' in target ? `height ${target.height}` : `heights ${target.from} to ${target.to}`;
}

function sayPolicy({ policy }: Plan): string {
  const needs = policy.needs.map(({ roles, count }) => `${count} of ${roles.join(' or ')}`).join(' and ');
  return [
    needs || 'no approval',
    policy.excludeEditors ? 'editors excluded' : 'editors may approve',
    policy.declineBlocks ? 'a decline blocks' : 'a decline does not block',
    policy.expiresAfterDays === null ? 'no expiry' : `expires after ${policy.expiresAfterDays} days`,
    ...(policy.needsCoverage ? ['a rehearsal must cover it'] : []),
  ].join(', ');
}

const sayRule = ({ first, then, strength }: Plan['constraints'][number]): string =>
  `${nameOf(first)} before ${nameOf(then)} (${strength})`;
const nameOf = (subject: Plan['constraints'][number]['first']): string =>
  'vat' in subject ? subject.vat : subject.module;

function sayValue(field: PlanField, plan: Plan): string {
  switch (field) {
    case 'target':
      return sayTarget(plan);
    case 'policy':
      return sayPolicy(plan);
    case 'constraints':
      return plan.constraints.map(sayRule).join('; ') || 'none';
    case 'vatOptionUpdates':
      return (
        plan.vatOptionUpdates.map(({ vatID, options }) => `${vatID} ${canonicalJson(options)}`).join('; ') ||
        'none'
      );
    case 'links':
      return plan.links.map(({ url }) => url).join(' ') || 'none';
    case 'chain':
    case 'upgradeName':
    case 'notes':
      return plan[field] || 'none';
    default:
      return assertNever(field);
  }
}

const cut = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

/** What of a step's content differs, as people name it. */
function sayFields({ before, after, fields }: Extract<PlanChange, { type: 'changed' }>): string {
  const words = fields.map((field) => {
    if (field === 'title') return `was called "${before.title}"`;
    if (field === 'proposals') return sayProposals(before, after);
    if (field === 'together' && after.kind === 'core-eval')
      return after.together === null
        ? 'not declared safe together any more'
        : `declared safe together: ${after.together}`;
    if (field === 'what' && after.kind === 'act') return `now: ${after.what}`;
    return field;
  });
  return words.join('; ');
}

function sayProposals(before: Step, after: Step): string {
  const say = (step: Step): string[] =>
    step.proposals.map(({ module, entrypoint, args, upgrades }) => {
      const vats = upgrades.map(({ vat, bundle, incarnation }) =>
        [vat, bundle ?? '', incarnation === null ? '' : `→ ${incarnation}`].filter(Boolean).join(' '),
      );
      return `${module} ${entrypoint}(${args.map(canonicalJson).join(', ')})${vats.length > 0 ? ` for ${vats.join(', ')}` : ''}`;
    });
  const [old, now] = [say(before), say(after)];
  const gone = old.filter((line) => !now.includes(line)).map((line) => `no more ${cut(line)}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `now ${cut(line)}`);
  return [...gone, ...come].join('; ') || 'proposals in another order';
}

/** A change in words, places from 1. */
export function sayChange(change: PlanChange): string {
  switch (change.type) {
    case 'added':
      return `Added "${change.step.title}" as step ${change.at + 1}.`;
    case 'removed':
      return `Removed "${change.step.title}", which was step ${change.at + 1}.`;
    case 'moved':
      // Others that came or went can leave it at its number.
      if (change.from === change.to)
        return `Moved "${change.step.title}" past others; it is step ${change.to + 1} still.`;
      return `Moved "${change.step.title}" from step ${change.from + 1} to step ${change.to + 1}.`;
    case 'changed':
      return `Changed "${change.after.title}": ${sayFields(change)}.`;
    case 'plan':
      return `Changed the ${FIELDS[change.field]}: ${cut(change.before)} → ${cut(change.after)}.`;
  }
}
