import { outputNameOf } from '@/lib/plan/catalogue';
import { notesOnActs } from '@/lib/plan/formats/core-proposals';
import type { Note, WrittenPlan } from '@/lib/plan/formats/format';
import { shellCommand, shellWord } from '@/lib/plan/formats/shell';
import { heightOfTarget, infoOf, notesOnHeight } from '@/lib/plan/formats/upgrade-info';
import type { CoreEvalStep, Plan, Proposal } from '@/lib/plan/plan';

const HEAD =
  '#!/bin/sh\n# Set FROM to the key that pays, then read every line before you run it.\nset -e\n: "${FROM:?name of the key that pays}"\n';

/** What every transaction needs; the deposit is the least of mainnet's documentation (plan-formats.md 7). */
const txOptions = (plan: Plan, title: string): string[] => [
  `--title=${shellWord(title)}`,
  `--description=${shellWord(`${title} on ${plan.chain}`)}`,
  '--deposit=1000000ubld',
  '--gas=auto --gas-adjustment=1.2',
  `--chain-id=${shellWord(plan.chain)}`,
  '--from="$FROM"',
];

/** The governance proposal for a new binary, with steps and option updates in its info. */
export function writeSoftwareUpgrade(plan: Plan): WrittenPlan {
  const height = heightOfTarget(plan);
  const info = JSON.stringify(infoOf(plan));
  const name = shellWord(plan.upgradeName);
  const command = shellCommand(
    ['agd tx gov submit-proposal software-upgrade', name],
    [
      height === null ? '--upgrade-height="${HEIGHT:?}"' : `--upgrade-height=${height}`,
      `--upgrade-info=${shellWord(info)}`,
      ...txOptions(plan, plan.upgradeName),
    ],
  );
  return {
    files: [
      { name: 'submit-software-upgrade.sh', text: `${HEAD}\n${command}\n` },
      { name: 'info.json', text: `${info}\n` },
    ],
    notes: [...notesOnHeight(plan), ...notesOnActs(plan)],
  };
}

const bundlesOf = (plan: Plan): string[] => [
  ...new Set(
    plan.steps.flatMap(({ proposals }) =>
      proposals.flatMap(({ upgrades }) =>
        upgrades.flatMap(({ bundle }) => (bundle?.startsWith('b1-') ? [bundle] : [])),
      ),
    ),
  ),
];

const installCommand = (plan: Plan, bundle: string): string =>
  shellCommand(
    ['agd tx swingset install-bundle', shellWord(`@${bundle}.json`)],
    [
      '--compress=true',
      '--gas=auto --gas-adjustment=1.2',
      `--chain-id=${shellWord(plan.chain)}`,
      '--from="$FROM"',
    ],
  );

const buildCommand = ({ module, args }: Proposal): string =>
  [
    'agoric run',
    shellWord(module),
    ...args.map((arg) => shellWord(typeof arg === 'string' ? arg : JSON.stringify(arg))),
  ].join(' ');

const evalCommand = (plan: Plan, step: CoreEvalStep): string =>
  shellCommand(
    [
      'agd tx gov submit-proposal swingset-core-eval',
      ...step.proposals.flatMap((proposal) => {
        const name = outputNameOf(proposal.module);
        return [shellWord(`${name}-permit.json`), shellWord(`${name}.js`)];
      }),
    ],
    txOptions(plan, step.title),
  );

function notesOnStep(step: CoreEvalStep, where: string): Note[] {
  const guessed = step.proposals.map(
    ({ module }): Note => ({
      where,
      message: `The files of ${module} are called ${outputNameOf(module)}…; check what the builder wrote.`,
    }),
  );
  const mintHolder = step.proposals
    .filter(({ module }) => module.endsWith('/upgrade-mintHolder.js'))
    .map(
      (): Note => ({
        where,
        message:
          'upgrade-mintHolder.js never accepts arguments from a shell (agoric-sdk parseScriptArgs): run it inside an upgrade.',
      }),
    );
  return [...guessed, ...mintHolder];
}

/** Build, install and submit each step as a governance core eval of its own; its files come from the builders. */
export function writeCoreEvals(plan: Plan): WrittenPlan {
  const steps = plan.steps.flatMap((step, i) =>
    step.kind === 'core-eval' ? [{ step, where: `step ${i + 1}` }] : [],
  );
  const installs = bundlesOf(plan).map((bundle) => installCommand(plan, bundle));
  const evals = steps.map(({ step, where }) =>
    [
      `# ${where}: ${step.title.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`,
      ...step.proposals.map(buildCommand),
      evalCommand(plan, step),
    ].join('\n'),
  );
  const text = `${[HEAD.trimEnd(), ...installs, ...evals].join('\n\n')}\n`;
  return {
    files: [{ name: 'submit-core-evals.sh', text }],
    notes: [
      ...steps.flatMap(({ step, where }) => notesOnStep(step, where)),
      ...(plan.vatOptionUpdates.length > 0
        ? [
            {
              where: 'vatOptionUpdates',
              message: 'Core evals cannot change vat options; use a software upgrade.',
            },
          ]
        : []),
      ...notesOnActs(plan),
    ],
  };
}
