import { err, ok, type Result } from '@/lib/base/result';
import { ROLES } from '@/lib/people/role';
import type { JsonValue } from '@/lib/plan/json-value';
import {
  type Constraint,
  PLAN_SCHEMA,
  type Plan,
  type Step,
  type Subject,
  type Target,
  type VatOptionUpdate,
} from '@/lib/plan/plan';
import { type ApprovalPolicy, DEFAULT_POLICY } from '@/lib/plan/policy';
import {
  count,
  each,
  flag,
  httpsUrl,
  json,
  LIMITS,
  name,
  oneOf,
  orNull,
  prose,
  record,
  refuse,
  text,
  Unfit,
} from '@/lib/plan/read-fields';
import { readLinks, readStep } from '@/lib/plan/read-step';
import { upgradeFields } from '@/lib/plan/upgrade-plan';

const STRENGTHS = ['hard', 'advisory'] as const;

function readTarget(value: unknown, where: string): Target | null {
  if (value === null || value === undefined) return null;
  const { height, from, to } = record(value, where);
  if (height !== undefined) return { height: count(height, `${where}.height`, 1) };
  const start = count(from, `${where}.from`, 1);
  return { from: start, to: count(to, `${where}.to`, start) };
}

function readOptions(value: unknown, where: string): { readonly [option: string]: JsonValue } {
  const entries = Object.entries(record(value, where));
  if (entries.length > LIMITS.entries) refuse(where, `has more than ${LIMITS.entries} entries.`);
  return Object.fromEntries(
    entries.map(([key, option]) => [name(key, where), json(option, `${where}.${key}`)]),
  );
}

function readOptionUpdate(value: unknown, where: string): VatOptionUpdate {
  const { vatID, label, options } = record(value, where);
  return {
    vatID: name(vatID, `${where}.vatID`),
    label: orNull(label, `${where}.label`, text),
    options: readOptions(options, `${where}.options`),
  };
}

function readSubject(value: unknown, where: string): Subject {
  const { vat, module } = record(value, where);
  return vat === undefined ? { module: name(module, `${where}.module`) } : { vat: name(vat, `${where}.vat`) };
}

function readConstraint(value: unknown, where: string): Constraint {
  const { id, first, then, strength, reason, link } = record(value, where);
  return {
    id: name(id, `${where}.id`),
    first: readSubject(first, `${where}.first`),
    then: readSubject(then, `${where}.then`),
    strength: oneOf(strength, `${where}.strength`, STRENGTHS),
    reason: text(reason, `${where}.reason`),
    link: orNull(link, `${where}.link`, httpsUrl),
  };
}

function readNeed(value: unknown, where: string): ApprovalPolicy['needs'][number] {
  const { roles, count: people } = record(value, where);
  const read = each(roles, { where: `${where}.roles`, limit: ROLES.length }, (role, at) =>
    oneOf(role, at, ROLES),
  );
  if (read.length === 0) refuse(`${where}.roles`, 'must name a role.');
  return { roles: read, count: count(people, `${where}.count`, 1) };
}

function readPolicy(value: unknown, where: string): ApprovalPolicy {
  if (value === undefined) return DEFAULT_POLICY;
  const { needs, excludeEditors, declineBlocks, expiresAfterDays, needsCoverage } = record(value, where);
  return {
    needs: each(needs, { where: `${where}.needs`, limit: LIMITS.links }, readNeed),
    excludeEditors: flag(excludeEditors, `${where}.excludeEditors`),
    declineBlocks: flag(declineBlocks, `${where}.declineBlocks`),
    expiresAfterDays: orNull(expiresAfterDays, `${where}.expiresAfterDays`, (days, at) => count(days, at, 1)),
    ...(needsCoverage !== undefined && flag(needsCoverage, `${where}.needsCoverage`)
      ? { needsCoverage: true }
      : {}),
  };
}

function checkIds(things: readonly { readonly id: string }[], where: string, what: string): void {
  const seen = new Set<string>();
  for (const { id } of things)
    if (seen.has(id)) refuse(where, `has two ${what} with the id "${id}".`);
    else seen.add(id);
}

function readSteps(value: unknown): Step[] {
  const steps = each(value, { where: 'steps', limit: LIMITS.steps }, readStep);
  checkIds(steps, 'steps', 'steps');
  const proposals = steps.flatMap((step): Step['proposals'] => step.proposals);
  if (proposals.length > LIMITS.allProposals)
    refuse('steps', `have ${proposals.length} proposals; at most ${LIMITS.allProposals} are taken.`);
  const size = proposals.reduce((sum, { args }) => sum + JSON.stringify(args).length, 0);
  if (size > LIMITS.allJson) refuse('steps', `have args of more than ${LIMITS.allJson} characters together.`);
  return steps;
}

function readConstraints(value: unknown): Constraint[] {
  const constraints = each(value, { where: 'constraints', limit: LIMITS.entries }, readConstraint);
  checkIds(constraints, 'constraints', 'constraints');
  return constraints;
}

function readPlan(value: unknown): Plan {
  const fields = upgradeFields(record(value, 'The plan'));
  const { schema, chain, upgradeName, target, steps, policy, notes = '', links } = fields;
  const { vatOptionUpdates = [], constraints = [] } = fields;
  if (schema !== PLAN_SCHEMA) refuse('schema', `must be "${PLAN_SCHEMA}".`);
  const updates = { where: 'vatOptionUpdates', limit: LIMITS.entries };
  return {
    schema: PLAN_SCHEMA,
    chain: name(chain, 'chain'),
    upgradeName: name(upgradeName, 'upgradeName'),
    target: readTarget(target, 'target'),
    steps: readSteps(steps),
    vatOptionUpdates: each(vatOptionUpdates, updates, readOptionUpdate),
    constraints: readConstraints(constraints),
    policy: readPolicy(policy, 'policy'),
    notes: prose(notes, 'notes'),
    links: readLinks(links, 'links'),
  };
}

/**
 * A plan from whatever arrived, with nothing in it that a plan does not have, and older schemas brought up; or what is wrong and
 * where. Texts, sizes and depths are bounded, links are https.
 */
export function parsePlan(value: unknown): Result<Plan> {
  try {
    return ok(readPlan(value));
  } catch (error) {
    if (error instanceof Unfit) return err(error.message);
    throw error;
  }
}
