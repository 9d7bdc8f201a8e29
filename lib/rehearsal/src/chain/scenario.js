// What a scenario puts into an otherwise faithful execution of a plan.
import { CHAIN_VATS } from '../bundle-list.js';

/** @typedef {{ module: string, entrypoint: string, args: unknown[], upgrades: { vat: string, bundle: string | null }[] }} Proposal */
/** What people do is `act`; only `core-eval` is code. @typedef {{ kind: string, id: string, title: string, what?: string, proposals: Proposal[] }} Step */
/** @typedef {{ schema: string, chain: string, upgradeName: string, steps: Step[] }} Plan */

/** The steps that are code; their places are the numbers that the chain gives them. @param {{ steps: Step[] }} plan */
export const codeSteps = ({ steps }) => steps.filter(({ kind }) => kind !== 'act');

/** What people would do before the code step of this number, after the one before it. @param {{ steps: Step[] }} plan @param {number} index */
export function actsBefore(plan, index) {
  const step = codeSteps(plan)[index];
  const end = step === undefined ? plan.steps.length : plan.steps.indexOf(step);
  const start = index === 0 ? 0 : plan.steps.indexOf(codeSteps(plan)[index - 1]) + 1;
  return plan.steps.slice(start, end);
}

export const SCENARIOS = [
  'all-well',
  'throws',
  'missing-kind',
  'two-in-one-run',
  'vat-ends-itself',
  'killed-mid-block',
  'noisy',
  'slow',
];

const CRITICAL = ['bridge', 'bank', 'board', 'zoe'];

/** @param {Proposal} proposal @param {(arg: Record<string, unknown>) => Record<string, unknown>} change */
const changeArgs = (proposal, change) => ({
  ...proposal,
  args: proposal.args.map((arg) => (typeof arg === 'object' && arg !== null ? change({ ...arg }) : arg)),
});

/** @param {Step[]} steps @param {number} index @param {(proposal: Proposal) => Proposal} change */
const changeStep = (steps, index, change) =>
  steps.map((step, i) => (i === index ? { ...step, proposals: step.proposals.map(change) } : step));

/** @param {string} variant */
const failing = (variant) => (/** @type {Proposal} */ proposal) =>
  changeArgs(proposal, (arg) =>
    CHAIN_VATS.includes(String(arg.vat)) ? { ...arg, bundle: `${String(arg.vat)}-${variant}` } : arg,
  );

/** @param {Step[]} steps */
function joinSecondAndThird(steps) {
  const [first, second, third, ...rest] = steps;
  if (third === undefined) return steps;
  const both = {
    kind: second.kind,
    id: `${second.id}+${third.id}`,
    title: `${second.title} and ${third.title}`,
    proposals: [...second.proposals, ...third.proposals],
  };
  return [first, both, ...rest];
}

/** The vats that some step means to upgrade, in plan order. @param {Step[]} steps */
const upgradedVats = (steps) =>
  steps.flatMap((step) =>
    step.proposals.flatMap(({ args }) =>
      args.flatMap((arg) =>
        typeof arg === 'object' && arg !== null && 'vat' in arg ? [String(arg.vat)] : [],
      ),
    ),
  );

/** The vat that ends itself: the last upgraded one that the chain survives, if there is one. @param {Step[]} steps */
function endingVat(steps) {
  const vats = upgradedVats(steps).filter((vat) => CHAIN_VATS.includes(vat) && vat !== 'wallet');
  return vats.findLast((vat) => !CRITICAL.includes(vat)) ?? vats.at(-1);
}

/**
 * The steps as they will be executed, which are those that are code, and what else happens.
 * @param {Plan} plan
 * @param {string} scenario
 * @returns {{ steps: Step[], noisy: boolean, ends: string | undefined, killAtStep: number | undefined }}
 */
export function stage(plan, scenario) {
  const steps = codeSteps(plan);
  const second = Math.min(1, steps.length - 1);
  const calm = { steps, noisy: false, ends: undefined, killAtStep: undefined };
  switch (scenario) {
    case 'throws':
    case 'missing-kind':
      return { ...calm, steps: changeStep(steps, second, failing(scenario)) };
    case 'two-in-one-run':
      return { ...calm, steps: joinSecondAndThird(steps) };
    case 'vat-ends-itself':
      return { ...calm, ends: endingVat(steps) };
    case 'killed-mid-block':
      return { ...calm, killAtStep: Math.min(2, steps.length - 1) };
    case 'noisy':
      return { ...calm, noisy: true, steps: noisySteps(steps, second) };
    default:
      return calm;
  }
}

/** Every new incarnation chatters as it starts; that of the second step reports a real error. @param {Step[]} steps @param {number} second */
const noisySteps = (steps, second) => {
  const alarms = upgradedVats(steps.slice(second, second + 1))[0] ?? '';
  return steps.map((step) => ({
    ...step,
    proposals: step.proposals.map((proposal) =>
      changeArgs(proposal, (arg) => ({ ...arg, vatParameters: { noisy: true, alarms } })),
    ),
  }));
};
