import { ok, type Result } from '@/lib/base/result';
import { emptyPlan } from '@/lib/plan/empty-plan';
import { notesOnActs, readCoreProposals, writeCoreProposals } from '@/lib/plan/formats/core-proposals';
import type { Note, Reading, ReadPlan, WrittenPlan } from '@/lib/plan/formats/format';
import type { Path } from '@/lib/plan/formats/place';
import { fieldsOf, listOf, textOf, Unfit } from '@/lib/plan/formats/steps';
import { isJsonValue } from '@/lib/plan/json-value';
import type { Plan, VatOptionUpdate } from '@/lib/plan/plan';

/** What `info` of an upgrade plan may hold (plan-formats.md 4); its two readers ignore each other's keys, and so do we all others. */
const KNOWN_KEYS = ['coreProposals', 'vatOptionUpdates'];

function readVatOptionUpdate(value: unknown, path: Path): VatOptionUpdate {
  const { vatID, label, ...options } = fieldsOf(value, path, 'A vat option update');
  const known = Object.entries(options).flatMap(([key, option]) =>
    isJsonValue(option) ? [[key, option] as const] : [],
  );
  return {
    vatID: textOf(vatID, [...path, 'vatID'], 'vatID'),
    label: label === undefined || label === null ? null : textOf(label, [...path, 'label'], 'label'),
    options: Object.fromEntries(known),
  };
}

export const readVatOptionUpdates = (value: unknown, path: Path): VatOptionUpdate[] =>
  listOf(value ?? [], path, 'vatOptionUpdates').map((item, i) => readVatOptionUpdate(item, [...path, i]));

export const writeVatOptionUpdates = (plan: Plan): unknown[] =>
  plan.vatOptionUpdates.map(({ vatID, label, options }) => ({
    vatID,
    ...options,
    ...(label === null ? {} : { label }),
  }));

const notesOnOthers = (fields: Readonly<Record<string, unknown>>, known: readonly string[]): Note[] =>
  Object.keys(fields)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      where: key.slice(0, 100),
      message: 'A plan does not carry this; keep it beside the plan.',
    }));

type InfoPart = Pick<Plan, 'steps' | 'vatOptionUpdates'>;

/** The parts of a plan in `info`. Throws `Unfit`. */
export function readInfo(value: unknown, path: Path, newId: () => string): { part: InfoPart; notes: Note[] } {
  const fields = fieldsOf(value, path, 'The info of an upgrade');
  return {
    part: {
      steps: readCoreProposals(fields.coreProposals, [...path, 'coreProposals'], newId),
      vatOptionUpdates: readVatOptionUpdates(fields.vatOptionUpdates, [...path, 'vatOptionUpdates']),
    },
    notes: notesOnOthers(fields, KNOWN_KEYS),
  };
}

function parseInfo(info: unknown, path: Path): unknown {
  if (info === undefined || info === null || info === '') return {};
  if (typeof info !== 'string') return info;
  try {
    return JSON.parse(info);
  } catch {
    throw new Unfit(path, 'info must be JSON in a text; a node stops at this.');
  }
}

const heightOf = (height: unknown): Plan['target'] => {
  const number = typeof height === 'string' ? Number(height) : height;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? { height: number } : null;
};

const nameOf = (name: unknown, reading: Reading): string =>
  typeof name === 'string' && name.trim() !== '' ? name : reading.upgradeName;

/** `{name, height, info}` as in a node's data/upgrade-info.json. Throws `Unfit`. */
function readUpgradePlan(value: unknown, path: Path, reading: Reading): { plan: Plan; notes: Note[] } {
  const { name, height, info } = fieldsOf(value, path, 'The upgrade plan');
  const { part, notes } = readInfo(parseInfo(info, [...path, 'info']), [...path, 'info'], reading.newId);
  const plan = { ...emptyPlan(reading.chain, nameOf(name, reading)), ...part, target: heightOf(height) };
  return { plan, notes };
}

/** `{plan, coreProposals, vatOptionUpdates}` as the kernel's host receives and the slog shows it: the handler's steps, then the info's. */
function readUpgradeDetails(
  value: Readonly<Record<string, unknown>>,
  reading: Reading,
): { plan: Plan; notes: Note[] } {
  const { plan, notes } = readUpgradePlan(value.plan, ['plan'], reading);
  const handler = readCoreProposals(value.coreProposals, ['coreProposals'], reading.newId);
  const updates = readVatOptionUpdates(value.vatOptionUpdates, ['vatOptionUpdates']);
  return {
    plan: {
      ...plan,
      steps: [...handler, ...plan.steps],
      vatOptionUpdates: updates.length > 0 ? updates : plan.vatOptionUpdates,
    },
    notes,
  };
}

/** Reads `info`, upgrade-info.json, or what a slog shows of an upgrade's start; throws `Unfit`. */
export function planOfUpgradeInfo(value: unknown, reading: Reading): Result<ReadPlan> {
  const fields = fieldsOf(value, [], 'The upgrade info');
  if ('plan' in fields) return ok(readUpgradeDetails(fields, reading));
  if ('name' in fields || 'info' in fields) return ok(readUpgradePlan(fields, [], reading));
  const { part, notes } = readInfo(fields, [], reading.newId);
  return ok({ plan: { ...emptyPlan(reading.chain, reading.upgradeName), ...part }, notes });
}

/** The value of `info` for this plan. */
export function infoOf(plan: Plan): Readonly<Record<string, unknown>> {
  const updates = writeVatOptionUpdates(plan);
  return {
    coreProposals: writeCoreProposals(plan),
    ...(updates.length === 0 ? {} : { vatOptionUpdates: updates }),
  };
}

/** What stands in for a height that is not decided. */
export const heightOfTarget = ({ target }: Plan): number | null =>
  target !== null && 'height' in target ? target.height : null;

export const notesOnHeight = (plan: Plan): Note[] =>
  heightOfTarget(plan) === null
    ? [{ where: 'height', message: 'The plan names no single height; put one in before this is used.' }]
    : [];

/** The `info` on one line, as `--upgrade-info` takes it, and the whole upgrade-info.json. */
export function writeUpgradeInfo(plan: Plan): WrittenPlan {
  const info = JSON.stringify(infoOf(plan));
  const file = { name: plan.upgradeName, height: heightOfTarget(plan) ?? 0, info };
  return {
    files: [
      { name: 'info.json', text: `${info}\n` },
      { name: 'upgrade-info.json', text: `${JSON.stringify(file)}\n` },
    ],
    notes: [...notesOnHeight(plan), ...notesOnActs(plan)],
  };
}
