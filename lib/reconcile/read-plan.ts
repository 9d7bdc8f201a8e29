import { err, ok, type Result } from '@/lib/base/result';
import { PLAN_SCHEMA, type Plan, type PlannedUpgrade, type Proposal, type Step } from '@/lib/plan/plan';

type Fields = Readonly<Record<string, unknown>>;
class PlanFault extends Error {}

function fields(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PlanFault(`${at} must be an object.`);
  return { ...value };
}

function text(value: unknown, at: string): string {
  if (typeof value !== 'string') throw new PlanFault(`${at} must be a text.`);
  return value;
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw new PlanFault(`${at} must be a list.`);
  return value;
}

function readUpgrade(value: unknown, at: string): PlannedUpgrade {
  const { vat, bundle } = fields(value, at);
  return { vat: text(vat, `${at}.vat`), bundle: bundle == null ? null : text(bundle, `${at}.bundle`) };
}

function readProposal(value: unknown, at: string): Proposal {
  const { module, entrypoint, args, upgrades } = fields(value, at);
  return {
    module: text(module, `${at}.module`),
    entrypoint: entrypoint === undefined ? 'defaultProposalBuilder' : text(entrypoint, `${at}.entrypoint`),
    args: args === undefined ? [] : list(args, `${at}.args`),
    upgrades: list(upgrades ?? [], `${at}.upgrades`).map((item, i) =>
      readUpgrade(item, `${at}.upgrades[${i}]`),
    ),
  };
}

function readStep(value: unknown, at: string): Step {
  const { id, title, proposals } = fields(value, at);
  return {
    id: id === undefined ? at : text(id, `${at}.id`),
    title: title === undefined ? '' : text(title, `${at}.title`),
    proposals: list(proposals, `${at}.proposals`).map((item, i) =>
      readProposal(item, `${at}.proposals[${i}]`),
    ),
  };
}

/** A plan out of parsed JSON, or which part of it is wrong. */
export function readPlan(value: unknown): Result<Plan> {
  try {
    const { schema, chain, upgradeName, steps } = fields(value, 'The plan');
    if (schema !== PLAN_SCHEMA) return err(`its schema must be "${PLAN_SCHEMA}".`);
    return ok({
      schema: PLAN_SCHEMA,
      chain: text(chain ?? '', 'chain'),
      upgradeName: text(upgradeName ?? '', 'upgradeName'),
      steps: list(steps, 'steps').map((item, i) => readStep(item, `steps[${i}]`)),
    });
  } catch (error) {
    if (error instanceof PlanFault) return err(error.message);
    throw error;
  }
}
