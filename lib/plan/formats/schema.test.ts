import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '@/lib/plan/parse-plan';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';

const schema: unknown = JSON.parse(readFileSync('public/schema/plan-2.json', 'utf8'));
const validate = new Ajv2020({ strictTypes: false }).compile(schema as object);

/** What a schema cannot say: its description says it in words. */
const ONLY_IN_WORDS =
  /has two (steps|constraints) with the id|nested no deeper|characters of JSON|characters together|have \d+ proposals|target\.to must be a whole number from/;

/** The parser and the schema are of one mind about a value as it comes out of JSON. Returns what they think. */
function agreed(value: unknown): boolean {
  const arrived: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
  const parsed = parsePlan(arrived);
  const said = validate(arrived);
  if (!parsed.ok && ONLY_IN_WORDS.test(parsed.error)) return said;
  expect([said, parsed.ok ? '' : parsed.error, said ? null : validate.errors]).toEqual([
    parsed.ok,
    expect.any(String),
    parsed.ok ? null : expect.anything(),
  ]);
  return said;
}

const words = fc.constantFrom('bank', 'b1-ab', 'É 模块 😀', 'x'.repeat(500), '😀'.repeat(500));
const prose = fc.constantFrom('', 'Read\nthis', 'a\u200bb', 'x'.repeat(10_000));
const link = fc.record({ label: words, url: fc.constantFrom('https://a.b', 'https://a.b:1/c?d#e') });
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 });
const left = { noNullPrototype: true } as const;
const maybe = { ...left, requiredKeys: [] as [] };
const or = <T>(item: fc.Arbitrary<T>) => fc.option(item);
const aside = fc.record({ title: words, notes: prose, links: or(some(link)) }, maybe);

const upgrade = fc.record(
  { vat: words, bundle: or(words), incarnation: or(fc.nat()) },
  { ...left, requiredKeys: ['vat'] },
);
const proposal = fc.record(
  {
    module: words,
    entrypoint: words,
    args: some(fc.jsonValue({ maxDepth: 3 })),
    upgrades: some(upgrade),
  },
  { ...left, requiredKeys: ['module'] },
);
const code = fc.record(
  { kind: fc.constant('core-eval'), proposals: some(proposal), together: or(words) },
  { ...left, requiredKeys: ['proposals'] },
);
const act = fc.record(
  {
    kind: fc.constant('act'),
    act: fc.constantFrom('wait', 'terminate', 'other'),
    what: words,
    proposals: or(fc.constant([])),
  },
  { ...left, requiredKeys: ['kind', 'act', 'what'] },
);
const step = fc.tuple(fc.oneof(code, act), aside).map(([what, more]) => ({ ...what, ...more }));
const subject = fc.oneof(fc.record({ vat: words }, left), fc.record({ module: words }, left));
const constraint = fc.record(
  {
    id: fc.uuid(),
    first: subject,
    then: subject,
    strength: fc.constantFrom('hard', 'advisory'),
    reason: words,
    link: or(fc.constant('https://a.b')),
  },
  { ...left, requiredKeys: ['id', 'first', 'then', 'strength', 'reason'] },
);
const roles = fc.subarray(['viewer', 'planner', 'approver', 'admin'], { minLength: 1 });
const policy = fc.record(
  {
    needs: some(fc.record({ roles, count: fc.integer({ min: 1 }) }, left)),
    excludeEditors: fc.boolean(),
    declineBlocks: fc.boolean(),
    expiresAfterDays: or(fc.integer({ min: 1 })),
  },
  { ...left, requiredKeys: ['needs', 'excludeEditors', 'declineBlocks'] },
);
const update = fc.record(
  {
    vatID: words,
    label: or(words),
    options: fc.dictionary(fc.constantFrom('critical', 'é'), fc.jsonValue({ maxDepth: 2 }), left),
  },
  { ...left, requiredKeys: ['vatID', 'options'] },
);
const target = fc.oneof(
  fc.record({ height: fc.integer({ min: 1 }) }, left),
  fc.record({ from: fc.integer({ min: 1, max: 9 }), to: fc.integer({ min: 9 }) }, left),
);
const soundPlan = fc.record(
  {
    schema: fc.constant('vatdeck/plan@2'),
    chain: words,
    upgradeName: words,
    steps: fc.array(step, { maxLength: 3 }),
    target: or(target),
    vatOptionUpdates: some(update),
    constraints: some(constraint),
    policy,
    notes: prose,
    links: or(some(link)),
  },
  { ...left, requiredKeys: ['schema', 'chain', 'upgradeName', 'steps'] },
);

const ODD_TEXTS = [
  '',
  ' ',
  '\u00a0\ufeff',
  'a',
  'act',
  'wait',
  'core-eval',
  'viewer',
  'hard',
  'a\0b',
  'a\u202eb',
];
const ODD_MARKS = ['a\u2066b', 'a\u200bb', 'a\ud800b', 'a\udc00b', '\udc00\ud800', '\u2028', 'a\nb'];
const ODD_LONG = ['x'.repeat(501), '😀'.repeat(501), 'x'.repeat(10_001)];
const ODD_URLS = [
  'http://a.b',
  'https://a@b',
  'https://',
  'https://a.b/ c',
  'https://a.b/\n',
  'javascript:1',
];
const ODD_PLAIN = [null, undefined, true, 0, -1, 1, 1.5, 2 ** 53 - 1, 2 ** 53, [], {}, [[]], [null]];
const ODD_OBJECTS = [
  { vat: 'a' },
  { module: 'a', vat: null },
  { height: 1, from: 9, to: 1 },
  { height: null, from: 1, to: 2 },
  { from: 1 },
  { proposals: [] },
  { 'a\0b': 1 },
  { 'a\u200bb': 1 },
  Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`k${i}`, i])),
];
/** What may stand where something else should: each at the edge of a rule. */
const ODD: readonly unknown[] = [ODD_TEXTS, ODD_MARKS, ODD_LONG, ODD_URLS, ODD_PLAIN, ODD_OBJECTS].flat(1);
const LENGTHS = [0, 1, 4, 5, 20, 21, 50, 51, 100, 101, 200, 201, 300, 301];

type Holder = { readonly [key: string]: unknown };
type Place = { readonly path: readonly string[]; readonly value: unknown };
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** Every place in a value, itself first. */
const placesIn = (value: unknown, path: readonly string[] = []): Place[] => [
  { path, value },
  ...(isHolder(value) ? Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key])) : []),
];

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (!isHolder(value)) return value;
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === key ? replaced(item, rest, by) : item));
  return { ...value, [key]: replaced(value[key], rest, by) };
}

/** A list's entries again and again, without their ids, which would be there twice. */
const stretched = (items: readonly unknown[], length: number): unknown[] =>
  Array.from({ length }, (_, i) => {
    const item = items.length === 0 ? 1 : items[i % items.length];
    return isHolder(item) && 'id' in item ? { ...item, id: `id ${i}` } : item;
  });

const damage = fc.record({
  key: fc.nat(),
  at: fc.nat(),
  odd: fc.constantFrom(...ODD),
  length: fc.constantFrom(...LENGTHS),
});
const chosen = <T>(items: readonly T[], n: number): T | undefined => items[n % items.length];
/** What a place is called, without its numbers. */
const fieldOf = ({ path }: Place): string => path.filter((key) => !/^\d+$/.test(key)).join('.');

/** A plan in which something else stands in one or two places, each field as likely as any other; or with a list of another length. */
const damagedPlan = fc
  .tuple(soundPlan, fc.array(damage, { minLength: 1, maxLength: 2 }), fc.boolean())
  .map(([plan, damages, stretch]) =>
    damages.reduce((value: unknown, { key, at, odd, length }) => {
      const places = placesIn(value).filter((place) => !stretch || Array.isArray(place.value));
      const field = chosen([...new Set(places.map(fieldOf))], key);
      const place = chosen(
        places.filter((one) => fieldOf(one) === field),
        at,
      );
      if (!place) return value;
      const by = stretch && Array.isArray(place.value) ? stretched(place.value, length) : odd;
      return replaced(value, place.path, by);
    }, plan),
  );

/** One of everything that a plan may hold. */
const fullPlan = {
  schema: 'vatdeck/plan@2',
  chain: 'c',
  upgradeName: 'u',
  target: { from: 1, to: 2 },
  notes: 'n',
  links: [{ label: 'l', url: 'https://a.b' }],
  steps: [
    {
      kind: 'core-eval',
      id: 'a',
      title: 't',
      together: 's',
      notes: '',
      links: [],
      proposals: [
        {
          module: 'm',
          entrypoint: 'e',
          args: [{ a: [1, 't'] }],
          upgrades: [{ vat: 'v', bundle: 'b', incarnation: 1 }],
        },
      ],
    },
    { kind: 'act', id: 'b', title: 't', act: 'wait', what: 'w', proposals: [], notes: '', links: null },
  ],
  vatOptionUpdates: [{ vatID: 'v1', label: 'l', options: { critical: true } }],
  constraints: [
    {
      id: 'k',
      first: { vat: 'v' },
      then: { module: 'm' },
      strength: 'hard',
      reason: 'r',
      link: 'https://a.b',
    },
  ],
  policy: {
    needs: [{ roles: ['admin'], count: 1 }],
    excludeEditors: true,
    declineBlocks: true,
    expiresAfterDays: 1,
  },
};

describe('the published schema', () => {
  it('takes every sound plan, and the parser too', () => {
    expect(agreed(rehearsalPlan())).toBe(true);
    fc.assert(
      fc.property(soundPlan, (plan) => {
        expect(agreed(plan)).toBe(true);
      }),
    );
  });

  it('is of the parser’s mind wherever anything odd stands, and wherever a list has another length', () => {
    expect(agreed(fullPlan)).toBe(true);
    for (const { path, value } of placesIn(fullPlan)) {
      for (const odd of ODD) agreed(replaced(fullPlan, path, odd));
      if (Array.isArray(value))
        for (const length of LENGTHS) agreed(replaced(fullPlan, path, stretched(value, length)));
    }
  });

  it('takes a damaged plan exactly if the parser does', () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(damagedPlan, (plan) => {
        seen[agreed(plan) ? 'taken' : 'refused'] += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(100);
  });

  it('says what the parser fills in', () => {
    const least = { schema: 'vatdeck/plan@2', chain: 'c', upgradeName: 'u', steps: [{ proposals: [] }] };
    const defaults = (of: unknown): unknown[] =>
      placesIn(of).flatMap(({ path, value }) => (path.at(-1) === 'default' ? [[path.at(-2), value]] : []));
    const filled = parsePlan(least);
    if (!filled.ok) throw new Error(filled.error);
    const { target: to, vatOptionUpdates, constraints, policy: approval, notes } = filled.value;
    for (const [name, value] of Object.entries({
      target: to,
      vatOptionUpdates,
      constraints,
      policy: approval,
      notes,
    }))
      expect(defaults(schema)).toContainEqual([name, value]);
  });
});
