import { err, ok, type Result } from '@/lib/base/result';
import { emptyPlan } from '@/lib/plan/empty-plan';
import { notesOnActs } from '@/lib/plan/formats/core-proposals';
import type { Note, Reading, ReadPlan, WrittenPlan } from '@/lib/plan/formats/format';
import { coreEvalStep, fieldsOf, listOf, readConfigProposal, textOf } from '@/lib/plan/formats/steps';
import { infoOf, readInfo } from '@/lib/plan/formats/upgrade-info';
import type { Plan, Proposal } from '@/lib/plan/plan';

const AT = ['agoricProposal'] as const;
const UPGRADE_TYPE = 'Software Upgrade Proposal';
const CORE_EVAL_TYPE = '/agoric.swingset.CoreEvalProposal';
const BUILDERS = '@agoric/builders/scripts/';

/** `"<builder> [submissionDir] [builder args…]"` of `sdk-generate`; its args are texts. */
function readGenerate(value: unknown, place: number): Proposal {
  const path = [...AT, 'sdk-generate', place];
  const [builder = '', , ...args] = textOf(value, path, 'An entry of sdk-generate').trim().split(/\s+/);
  return readConfigProposal({ module: `${BUILDERS}${builder}`, args }, path);
}

/** All evals of one governance proposal start together: they are one step. */
function readCoreEval(fields: Readonly<Record<string, unknown>>, reading: Reading): ReadPlan {
  const generate = listOf(fields['sdk-generate'] ?? [], [...AT, 'sdk-generate'], 'sdk-generate').map(
    readGenerate,
  );
  const script =
    fields.source === 'build' ? [readConfigProposal(fields.buildScript, [...AT, 'buildScript'])] : [];
  const proposals = [...generate, ...script];
  const notes: Note[] =
    proposals.length > 0
      ? []
      : [
          {
            where: 'agoricProposal',
            message: 'Its scripts are in submission/; take in their …-plan.json to see them.',
          },
        ];
  const steps = proposals.length > 0 ? [coreEvalStep(proposals, reading.newId())] : [];
  return { plan: { ...emptyPlan(reading.chain, reading.upgradeName), steps }, notes };
}

function readUpgrade(fields: Readonly<Record<string, unknown>>, reading: Reading): ReadPlan {
  const name = textOf(fields.planName, [...AT, 'planName'], 'planName');
  const { part, notes } = readInfo(fields.upgradeInfo ?? {}, [...AT, 'upgradeInfo'], reading.newId);
  const compiled: Note = {
    where: 'agoricProposal',
    message: 'Steps compiled into the binary are not in this file; take in its upgrade.go.',
  };
  return {
    plan: { ...emptyPlan(reading.chain, name), ...part },
    notes: part.steps.length === 0 ? [...notes, compiled] : notes,
  };
}

/** Reads the `agoricProposal` of an a3p package.json (plan-formats.md 8); throws `Unfit`. */
export function planOfA3p(value: unknown, reading: Reading): Result<ReadPlan> {
  const fields = fieldsOf(fieldsOf(value, [], 'The package').agoricProposal, AT, 'agoricProposal');
  if (fields.type === UPGRADE_TYPE) return ok(readUpgrade(fields, reading));
  if (fields.type === CORE_EVAL_TYPE) return ok(readCoreEval(fields, reading));
  return err(
    `agoricProposal.type must be "${UPGRADE_TYPE}" or "${CORE_EVAL_TYPE}"; it upgrades no vat otherwise.`,
  );
}

/** The stanza for a package of agoric-sdk's a3p-integration, not released yet. */
export function writeA3p(plan: Plan): WrittenPlan {
  const agoricProposal = {
    releaseNotes: false,
    sdkImageTag: 'unreleased',
    planName: plan.upgradeName,
    upgradeInfo: infoOf(plan),
    type: UPGRADE_TYPE,
    'sdk-generate': [],
  };
  const notes: Note[] = [
    { where: 'chain', message: 'The package does not say for which chain the plan is.' },
  ];
  return {
    files: [{ name: 'package.json', text: `${JSON.stringify({ agoricProposal }, null, 2)}\n` }],
    notes: [...notes, ...notesOnActs(plan)],
  };
}
