/**
 * What a rehearsal injects into an otherwise faithful execution of a plan. A scenario never changes the plan
 * or its digest; the run names both.
 */
export const SCENARIOS = {
  'all-well': { title: 'All well', says: 'Every step runs as planned.' },
  throws: {
    title: 'New code throws',
    says: "The second step's new code throws while starting; its upgrade is rolled back.",
  },
  'missing-kind': {
    title: 'Durable kind missing',
    says: "The second step's new code does not define a durable kind that its old data needs; its upgrade is rolled back.",
  },
  'two-in-one-run': {
    title: 'Two in one run',
    says: 'The second and third step are sent in one core eval, so that their upgrades interleave.',
  },
  'vat-ends-itself': {
    title: 'A vat ends itself',
    says: 'After the last step one upgraded vat terminates with a failure.',
  },
  'killed-mid-block': {
    title: 'Killed and restarted',
    says: 'The kernel is killed inside the block of the third step, before its commit, and started again.',
  },
  noisy: { title: 'Noisy', says: 'Vats log warnings and errors that mean nothing, among one that does.' },
  slow: { title: 'Slow', says: 'Blocks wait for each other as on a chain, so that there is time to watch.' },
} as const satisfies Record<string, { title: string; says: string }>;

export type Scenario = keyof typeof SCENARIOS;

export const isScenario = (name: unknown): name is Scenario =>
  typeof name === 'string' && Object.hasOwn(SCENARIOS, name);
