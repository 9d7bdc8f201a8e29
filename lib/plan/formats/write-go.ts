import { writeConfigProposal } from '@/lib/plan/formats/core-proposals';
import type { Note, WrittenPlan } from '@/lib/plan/formats/format';
import { DEFAULT_ENTRYPOINT, type Plan, type Proposal, type Step } from '@/lib/plan/plan';

/** A text of Go; JSON's escapes are Go's, but for the pair of code units that JSON may write for one character. */
const goText = (text: string): string =>
  JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

const goRawJson = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'null';
  return text.includes('`') ? goText(text) : `\`${text}\``;
};

/** A literal that `json.Marshal` turns into the value; key order is kept, as Go's own maps would not. */
function goValue(value: unknown): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return goText(value);
  if (typeof value !== 'object') return JSON.stringify(value) ?? 'nil';
  const entries = Object.entries(value);
  const [only] = entries;
  if (!Array.isArray(value) && entries.length === 1 && only && typeof only[1] === 'string')
    return `map[string]string{${goText(only[0])}: ${goText(only[1])}}`;
  return `json.RawMessage(${goRawJson(value)})`;
}

const isPlain = ({ entrypoint, args }: Proposal): boolean =>
  entrypoint === DEFAULT_ENTRYPOINT && args.length === 0;

const goProposal = (proposal: Proposal): string =>
  isPlain(proposal)
    ? goText(proposal.module)
    : `vm.ArbitraryCoreProposal{Json: json.RawMessage(${goRawJson(writeConfigProposal(proposal))})}`;

const appendStep = (lines: readonly string[]): string[] => [
  'CoreProposalSteps = append(CoreProposalSteps,',
  '\tvm.CoreProposalStepForModules(',
  ...lines.map((line) => `\t\t${line},`),
  '\t),',
  ')',
];

const buildStep = (name: string, { module, entrypoint, args }: Proposal): string[] => [
  `${name}, err := buildProposalStepWithArgs(`,
  ...[module, entrypoint].map((text) => `\t${goText(text)},`),
  ...args.map((arg) => `\t${goValue(arg)},`),
  ')',
  'if err != nil {',
  '\treturn module.VersionMap{}, err',
  '}',
  `CoreProposalSteps = append(CoreProposalSteps, ${name})`,
];

const comment = (text: string): string => `// ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`;

function goStep(step: Step, name: string): string[] {
  if (step.kind === 'act') return [comment(`Not code: ${step.title}. ${step.what}`)];
  const [proposal] = step.proposals;
  const single = step.proposals.length === 1 && proposal !== undefined && !isPlain(proposal);
  return [
    comment(step.title),
    ...(single ? buildStep(name, proposal) : appendStep(step.proposals.map(goProposal))),
  ];
}

function notesOn(plan: Plan): Note[] {
  const acts = plan.steps.flatMap((step, i) =>
    step.kind === 'act'
      ? [{ where: `step ${i + 1}`, message: `"${step.title}" is not code; it stands in a comment.` }]
      : [],
  );
  const updates = plan.vatOptionUpdates.length;
  return updates === 0
    ? acts
    : [
        ...acts,
        {
          where: 'vatOptionUpdates',
          message: `${updates} vat option updates go into the upgrade's info, not into Go.`,
        },
      ];
}

/** Statements for the handler in golang/cosmos/app/upgrade.go (plan-formats.md 3), formatted as gofmt does. */
export function writeGo(plan: Plan): WrittenPlan {
  const steps = plan.steps.map((step, i) => goStep(step, `step${i + 1}`).join('\n'));
  return { files: [{ name: 'upgrade-steps.go', text: `${steps.join('\n\n')}\n` }], notes: notesOn(plan) };
}
