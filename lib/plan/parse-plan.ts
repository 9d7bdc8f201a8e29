import { err, ok, type Result } from '@/lib/base/result';
import { PLAN_SCHEMA, type Plan, type PlannedUpgrade, type Proposal, type Step } from '@/lib/plan/plan';

const LIMITS = { steps: 200, proposals: 50, text: 500 } as const;

/** Ends the parse from any depth; caught in `parsePlan` and nowhere else. */
class Unfit extends Error {}

const refuse = (where: string, what: string): never => {
  throw new Unfit(`${where} ${what}`);
};

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(where, 'must be an object.');
  return Object.fromEntries(Object.entries(value));
}

function list(value: unknown, where: string, limit: number = LIMITS.proposals): unknown[] {
  if (!Array.isArray(value)) return refuse(where, 'must be a list.');
  if (value.length > limit) return refuse(where, `has ${value.length} entries; at most ${limit} are taken.`);
  return value;
}

function text(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.trim() === '')
    return refuse(where, 'must be a text that says something.');
  if (value.length > LIMITS.text) return refuse(where, `is longer than ${LIMITS.text} characters.`);
  return value;
}

function readUpgrade(value: unknown, where: string): PlannedUpgrade {
  const { vat, bundle } = record(value, where);
  return { vat: text(vat, `${where}.vat`), bundle: bundle === null ? null : text(bundle, `${where}.bundle`) };
}

function readProposal(value: unknown, where: string): Proposal {
  const { module, entrypoint, args, upgrades } = record(value, where);
  return {
    module: text(module, `${where}.module`),
    entrypoint: text(entrypoint, `${where}.entrypoint`),
    args: list(args, `${where}.args`),
    upgrades: list(upgrades, `${where}.upgrades`).map((item, i) =>
      readUpgrade(item, `${where}.upgrades[${i}]`),
    ),
  };
}

function readStep(value: unknown, where: string): Step {
  const { id, title, proposals } = record(value, where);
  return {
    id: text(id, `${where}.id`),
    title: text(title, `${where}.title`),
    proposals: list(proposals, `${where}.proposals`).map((item, i) =>
      readProposal(item, `${where}.proposals[${i}]`),
    ),
  };
}

function readPlan(value: unknown): Plan {
  const { schema, chain, upgradeName, steps } = record(value, 'The plan');
  if (schema !== PLAN_SCHEMA) refuse('schema', `must be "${PLAN_SCHEMA}".`);
  const read = list(steps, 'steps', LIMITS.steps).map((step, i) => readStep(step, `steps[${i}]`));
  const twice = read.find((step, i) => read.findIndex(({ id }) => id === step.id) !== i);
  if (twice) refuse('steps', `has two steps with the id "${twice.id}".`);
  return {
    schema: PLAN_SCHEMA,
    chain: text(chain, 'chain'),
    upgradeName: text(upgradeName, 'upgradeName'),
    steps: read,
  };
}

/** A plan from whatever arrived, with nothing in it that a plan does not have; or what is wrong and where. */
export function parsePlan(value: unknown): Result<Plan> {
  try {
    return ok(readPlan(value));
  } catch (error) {
    if (error instanceof Unfit) return err(error.message);
    throw error;
  }
}
