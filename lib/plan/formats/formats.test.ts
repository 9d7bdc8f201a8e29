import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyPlan } from '@/lib/plan/empty-plan';
import { WRITE_FORMATS } from '@/lib/plan/formats/format';
import { fillPlan, readPlanFile } from '@/lib/plan/formats/read';
import { writePlan } from '@/lib/plan/formats/write';
import type { Plan, Proposal, Step } from '@/lib/plan/plan';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';

const BUILDERS = '@agoric/builders/scripts';
let ids = 0;
const reading = { chain: 'agoric-3', upgradeName: 'agoric-upgrade-23', newId: () => `s${(ids += 1)}` };

const read = (text: string, name = 'x.json') => readPlanFile({ name, text }, null, reading);
function planOf(text: string, name?: string): Plan {
  const result = read(text, name);
  if (!result.ok) throw new Error(result.error);
  return result.value.plan;
}
const errorOf = (text: string, name?: string): string => {
  const result = read(text, name);
  return result.ok ? '' : result.error;
};
const notesOf = (text: string, name?: string): string[] => {
  const result = read(text, name);
  return result.ok ? result.value.notes.map(({ where, message }) => `${where}: ${message}`) : [];
};
/** What a step does, in one line. */
const sayProposal = ({ module, entrypoint, args }: Proposal) => [module, entrypoint, args];
const happens = (plan: Plan) =>
  plan.steps.map((step) => (step.kind === 'act' ? 'act' : step.proposals.map(sayProposal)));

const proposal = fc.record({
  module: fc.constantFrom(
    `${BUILDERS}/vats/upgrade-bank.js`,
    `${BUILDERS}/vats/upgrade-vats.js`,
    './it\'s "odd" `here`.js',
    '模块/é.js',
  ),
  entrypoint: fc.constantFrom('defaultProposalBuilder', 'upgradeVatsProposalBuilder'),
  args: fc.array(fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' }), { maxLength: 3 }),
  upgrades: fc.constant([]),
});
const step = fc
  .record({
    proposals: fc.array(proposal, { maxLength: 3 }),
    id: fc.uuid(),
    title: fc.constantFrom('Bank', "It's\nodd `x`"),
  })
  .map(
    ({ proposals, id, title }): Step => ({
      kind: 'core-eval',
      id,
      title,
      proposals,
      together: null,
      notes: '',
      links: [],
    }),
  );
const anyPlan = fc.uniqueArray(step, { maxLength: 5, selector: ({ id }) => id }).map(
  (steps): Plan => ({
    ...emptyPlan('agoric-3', 'agoric-upgrade-23'),
    steps,
  }),
);
/** A plan that went through JSON, as every plan does before it is stored (-0 becomes 0). */
const stored = (plan: Plan): Plan => JSON.parse(JSON.stringify(plan));

describe('round trips', () => {
  it.each([
    ['json', 'plan.json'],
    ['yaml', 'plan.yaml'],
  ] as const)('%s says everything', (format, name) => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const text = writePlan(stored(plan), format).files[0]?.text ?? '';
        expect(planOf(text, name)).toEqual(stored(plan));
      }),
    );
    expect(planOf(writePlan(rehearsalPlan(), format).files[0]?.text ?? '', name)).toEqual(rehearsalPlan());
  });

  it.each(['core-proposals', 'upgrade-info', 'a3p', 'go'] as const)(
    '%s keeps what happens, also an empty step',
    (format) => {
      fc.assert(
        fc.property(anyPlan, (plan) => {
          fc.pre(plan.steps.length > 0);
          for (const { name, text } of writePlan(stored(plan), format).files)
            expect(happens(planOf(text, name))).toEqual(happens(stored(plan)));
        }),
      );
    },
  );

  it('vat option updates, name and height survive where the notation has them', () => {
    const plan: Plan = {
      ...rehearsalPlan(),
      upgradeName: 'agoric-upgrade-23',
      target: { height: 21_000_000 },
      vatOptionUpdates: [{ vatID: 'v288', label: 'ymax1', options: { critical: true } }],
    };
    const [info, file] = writePlan(plan, 'upgrade-info').files;
    expect(planOf(info?.text ?? '').vatOptionUpdates).toEqual(plan.vatOptionUpdates);
    expect(planOf(file?.text ?? '')).toMatchObject({ target: plan.target, upgradeName: plan.upgradeName });
    expect(planOf(writePlan(plan, 'a3p').files[0]?.text ?? '', 'package.json')).toMatchObject({
      vatOptionUpdates: plan.vatOptionUpdates,
      upgradeName: plan.upgradeName,
    });
  });

  it('every writer says which steps are not code', () => {
    const act: Step = {
      kind: 'act',
      id: 'w',
      title: 'Wait for the oracle',
      act: 'wait',
      what: 'a price',
      proposals: [],
      notes: '',
      links: [],
    };
    const plan = { ...rehearsalPlan(), steps: [...rehearsalPlan().steps, act] };
    for (const { format } of WRITE_FORMATS) {
      const { notes } = writePlan(plan, format);
      const whole = format === 'json' || format === 'yaml';
      expect(notes.some(({ message }) => message.includes('Wait for the oracle'))).toBe(!whole);
    }
  });
});

describe('core proposals', () => {
  it('an array is one step, also when empty; steps are steps', () => {
    expect(planOf('[]').steps).toHaveLength(1);
    expect(planOf('["a.js", "b.js"]').steps.map(({ proposals }) => proposals.length)).toEqual([2]);
    expect(planOf('{"steps": [["a.js"], []]}').steps.map(({ proposals }) => proposals.length)).toEqual([
      1, 0,
    ]);
  });

  it.each([
    [
      '{"steps": [["a.js"],\n["b.js", {"module": 3}]]}',
      /^x\.json: line 2, steps\[1\]\[1\]\.module: The module of a core proposal must be a text/,
    ],
    [
      '{"steps": [\n[{"module": "a.js", "args": {}}]]}',
      /line 2, steps\[0\]\[0\]\.args: The args of a core proposal must be a list/,
    ],
    ['{"steps": 3}', /line 1, steps: steps must be a list/],
    ['{"steps": [}', /^x\.json: line 1/],
    ['', /^x\.json: it is empty/],
    ['{"a": 1, "a": 2}', /line 1: Map keys must be unique/],
    ['12', /must be an object/],
  ])('names the place of what is wrong: %s', (text, words) => expect(errorOf(text)).toMatch(words));
});

describe('upgrade info', () => {
  it('adds the steps of the info to those of the handler, and says what a plan does not carry', () => {
    const info = JSON.stringify({
      binaries: { any: 'https://x' },
      coreProposals: [`${BUILDERS}/vats/upgrade-bank.js`],
    });
    const details = { plan: { name: 'u', height: 4, info }, coreProposals: { steps: [['first.js']] } };
    expect(happens(planOf(JSON.stringify(details)))).toEqual([
      [['first.js', 'defaultProposalBuilder', []]],
      [[`${BUILDERS}/vats/upgrade-bank.js`, 'defaultProposalBuilder', []]],
    ]);
    expect(notesOf(JSON.stringify(details))).toEqual([
      'binaries: A plan does not carry this; keep it beside the plan.',
    ]);
    expect(errorOf(JSON.stringify({ name: 'u', info: '{' }))).toMatch(/info: info must be JSON in a text/);
  });
});

describe('Go', () => {
  const handler = `
package gaia
var CoreProposalSteps []vm.CoreProposalStep
type target struct { Kit []string \`json:"kitLookup"\`; Bundle string \`json:"bundleName,omitempty"\` }
func run(ctx sdk.Context) {
  if isFirstTimeUpgradeOfThisVersion(app, ctx) {
    // "not.js" in a comment
    CoreProposalSteps = append(CoreProposalSteps, vm.CoreProposalStepForModules("a.js", vm.ArbitraryCoreProposal{Json: json.RawMessage(\`{"module":"b.js","args":[1]}\`)}))
    targets := []string{"board02963:ATOM-USD_price_feed"}
    step, err := buildProposalStepWithArgs("@agoric/vats/src/proposals/terminate-governed-instance.js", "defaultProposalBuilder", targets)
    if err != nil { return nil, err }
    if chain == "agoric-3" {
      step, err = buildProposalStepWithArgs("u.js", "build", map[string]string{"bridge": "x" + ".js"}, []target{{Kit: []string{"k"}}}, struct{ N int }{-3}, true, nil)
    }
    step, err = buildProposalStepFromScript(targetUpgrade, "v.js")
    step, err = buildProposalStepWithArgs("w.js", "build", computeIt(ctx))
  }
}`;

  it('reads literals, follows a name to its literal, and takes conditions and variants with a note', () => {
    expect(happens(planOf(handler, 'upgrade.go'))).toEqual([
      [
        ['a.js', 'defaultProposalBuilder', []],
        ['b.js', 'defaultProposalBuilder', [1]],
      ],
      [
        [
          '@agoric/vats/src/proposals/terminate-governed-instance.js',
          'defaultProposalBuilder',
          [['board02963:ATOM-USD_price_feed']],
        ],
      ],
      [['u.js', 'build', [{ bridge: 'x.js' }, [{ kitLookup: ['k'] }], { N: -3 }, true, null]]],
      [['v.js', 'defaultProposalBuilder', [{ variant: 'MAINNET' }]]],
      'act',
    ]);
    expect(notesOf(handler, 'upgrade.go')).toEqual([
      'line 13: This step is made under "if chain == "agoric-3""; it was taken in as if that held.',
      expect.stringContaining('line 15: The variant depends on'),
      expect.stringMatching(
        /^line 16: buildProposalStepWithArgs is not readable: computeIt\(\) is called. Paste its JSON/,
      ),
    ]);
  });

  it('a text without such calls is refused, whatever it is', () => {
    expect(errorOf('package main', 'upgrade.go')).toMatch(/no call of CoreProposalStepForModules/);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(read(`CoreProposalStepForModules(${text}`, 'x.go').ok).toBeTypeOf('boolean');
      }),
    );
    expect(read(`CoreProposalStepForModules(${'[]any{'.repeat(100_000)}`, 'x.go').ok).toBe(true);
  });
});

describe('agd', () => {
  it('quotes whatever a plan says, so that a shell only reads it', () => {
    const plan = { ...rehearsalPlan(), upgradeName: "x'; rm -rf / #\n$(date)", chain: 'agoric-3' };
    const text = writePlan(plan, 'agd-software-upgrade').files[0]?.text ?? '';
    expect(text).toContain(String.raw`'x'\''; rm -rf / # $(date)'`);
    expect(text).toContain('--upgrade-height="${HEIGHT:?}"');
  });

  it('installs each bundle once and submits each step by itself', () => {
    const id = `b1-${'0'.repeat(128)}`;
    const [first] = rehearsalPlan().steps;
    if (first?.kind !== 'core-eval') throw new Error('the rehearsal plan begins with code');
    const withBundle = (n: number): Step => ({
      ...first,
      id: `s${n}`,
      proposals: [
        {
          module: `${BUILDERS}/vats/upgrade-bank.js`,
          entrypoint: 'defaultProposalBuilder',
          args: [],
          upgrades: [{ vat: 'bank', bundle: id, incarnation: 1 }],
        },
      ],
    });
    const { files } = writePlan(
      { ...rehearsalPlan(), steps: [withBundle(1), withBundle(2)] },
      'agd-core-eval',
    );
    const text = files[0]?.text ?? '';
    expect(text.match(/install-bundle @b1-0+\.json/g)).toHaveLength(1);
    expect(text.match(/swingset-core-eval upgrade-bank-permit\.json upgrade-bank\.js/g)).toHaveLength(2);
  });
});

describe('builder output', () => {
  const id = (digit: string) => `b1-${digit.repeat(128)}`;
  const output = JSON.stringify({
    name: 'upgrade-bank',
    script: 'upgrade-bank.js',
    permit: 'upgrade-bank-permit.json',
    bundles: [
      { entrypoint: '@agoric/vats/src/vat-bank.js', bundleID: id('a'), fileName: '/home/me/b1.json' },
      { entrypoint: '@agoric/vats/src/proposals/upgrade-bank-proposal.js', bundleID: id('b') },
    ],
  });

  it('alone, it is one step of the builder that writes it', () => {
    const [only] = planOf(output, 'upgrade-bank-plan.json').steps;
    expect(only?.proposals[0]).toMatchObject({
      module: `${BUILDERS}/vats/upgrade-bank.js`,
      upgrades: [{ vat: 'bank', bundle: id('a') }],
    });
  });

  it('fills the bundle ids of a plan and says which', () => {
    const plan = planOf(JSON.stringify([`${BUILDERS}/vats/upgrade-bank.js`]));
    const filled = fillPlan(plan, [{ name: 'upgrade-bank-plan.json', text: output }]);
    expect(filled).toMatchObject({
      ok: true,
      value: { plan: { steps: [{ proposals: [{ upgrades: [{ vat: 'bank', bundle: id('a') }] }] }] } },
    });
    expect(filled.ok && filled.value.notes.map(({ message }) => message)).toEqual([
      expect.stringContaining('bank gets b1-aaaaaaaaa…'),
    ]);
    const broken = fillPlan(plan, [{ name: 'p.json', text: output.replace(id('a'), 'b1-xyz') }]);
    expect(broken).toEqual({
      ok: false,
      error: expect.stringMatching(/^p\.json: line 1, bundles\[0\]\.bundleID: bundleID must be b1-/),
    });
  });
});

describe('genuine samples', () => {
  const folder = '../shared/domain/samples/plan';
  it.skipIf(!existsSync(folder))('are read', () => {
    const sample = (name: string) => read(readFileSync(`${folder}/${name}`, 'utf8'), name);
    for (const name of [
      'chain-sample-coreProposals.json',
      'chain-sample-upgradeDetails.json',
      'upgrade-bank-plan.json',
      'upgrade-bank.js',
    ])
      expect(sample(name)).toMatchObject({ ok: true });
    expect(sample('chain-sample-upgradeDetails.json')).toMatchObject({
      value: { plan: { upgradeName: 'UNRELEASED_TEST', target: { height: 4 }, steps: { length: 4 } } },
    });
  });
});

it('never throws, whatever arrives under whatever name', () => {
  const name = fc.constantFrom('a.json', 'a.yaml', 'upgrade.go', 'x.js', '../../etc/passwd', '');
  fc.assert(
    fc.property(
      name,
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.anything().map((value) => JSON.stringify(value) ?? ''),
      ),
      (file, text) => {
        expect(typeof read(text, file).ok).toBe('boolean');
      },
    ),
  );
});
