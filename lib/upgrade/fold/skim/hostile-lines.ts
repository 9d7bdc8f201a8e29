/**
 * For tests: lines of slogs and what could happen to them, drawn from a seed. `foreign` lines are valid JSON that no kernel writes;
 * `faults` are what crashes, disks and pipes leave.
 */
export type Draw = { int(below: number): number; chance(p: number): boolean; pick<T>(of: readonly T[]): T };

/** The same numbers for the same seed: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const int = (below: number): number => next() % below;
  const pick = <T>(of: readonly T[]): T => {
    const item = of[int(of.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return { int, chance: (p) => next() / 2 ** 32 < p, pick };
}

type Json = Record<string, unknown>;

const parsed = (text: string): Json => JSON.parse(text);

const TEXTS = [
  '"type":"deliver"',
  '{"type":"deliver","vatID":"v1"}',
  '\\',
  '"',
  '\\"',
  '\u2028',
  '\u0000',
  '\ud800',
  '😀😀',
  '}',
  '],"vsc":[',
  ',"time":1,"monotime":2}',
  '#["vatUpgradeCallback",["up1",true,null,3]]',
  'CORE_EVAL',
  '{"type":"DELIVER"',
  'é'.repeat(30),
];

const NUMBERS = [
  '0',
  '-0',
  '1',
  '-1',
  '1.5',
  '1e3',
  '1E+3',
  '1e-3',
  '123456789012345678901234567890',
  '1733400000.1234567890123',
  '0.30000000000000004',
  '5e-324',
  '1e400',
  '9007199254740993',
  '0.010613680000000713',
  '4503599627370497.5',
  '2.2250738585072014e-308',
  '0.00003995639999937',
];

const RESULTS = [
  '["ok",null,{"compute":5}]',
  '["o\\u006b",null,{"comput\\u0065":7}]',
  '["ok",null,null]',
  '["ok",null,{"compute":5.5}]',
  '["ok"]',
  '["error","x",{"compute":9}]',
  '["ok",null,{"compute":"9"}]',
];

const call = (body: string): string =>
  `["message","ko1",{"methargs":{"body":"${body}","slots":[]},"result":"kp1"}]`;

/** What a member could hold that the scanner looks at closely. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  dr: RESULTS,
  ksr: [
    '["ok",null]',
    '["error","refused"]',
    '["error",{"body":"#\\"no\\"","slots":[]}]',
    '["o\\u006b",1]',
    'null',
  ],
  kd: [
    call('#[\\"vatUpgradeCallback\\",[\\"up1\\",true,\\"#undefined\\",5]]'),
    call('#[\\"vatUpgr\\u0061deCallback\\",[\\"up1\\",true,null,7]]'),
    call('\\u0023[\\"vatUpgradeCallback\\",[\\"up1\\",false]]'),
    call('#\\u005b\\"vatUpgradeCallback\\",[\\"up1\\",false]]'),
    '["message"]',
    '["notify",[["kp1",{"state":"rejected","data":{"body":"#\\"vat terminated\\"","slots":[]}}]]]',
    '["notify",[["kp1",{"state":"fulfilled","data":{"body":"#1","slots":["ko1","ko2"]}}],["kp02",{"state":"fulfilled","data":{"body":"#1","slots":[]}}]]]',
  ],
  ksc: [
    '["subscribe","v1","kp1"]',
    '["subscribe","v1","kp01"]',
    '["subscribe","v1","ko1"]',
    '["resolve","v1",[["kp1",true,{"body":"#{}","slots":[]}]]]',
    '["invoke","kd1","upgradeVat",{"body":"#[]","slots":[]}]',
    '["invoke","kd1","callOutbound",{"body":"#[]","slots":[]}]',
    '["invoke","kd1","getBundleCap",{"body":"#[\\"b1-1\\"]","slots":[]}]',
    '["inv\\u006fke","kd1","x",{"body":"#[]","slots":[]}]',
    '["send","ko1",{"methargs":{"body":"#[\\"fromBridge\\",[{\\"type\\":\\"CORE_EVAL\\"}]]","slots":[]},"result":"kp1"}]',
    '["send","ko1",{"methargs":{"body":"#[\\"fromBridge\\",[{\\"type\\":\\"\\u0043ORE_EVAL\\"}]]","slots":[]},"result":"kp1"}]',
    'null',
  ],
  vatID: ['"v0"', '"v007"', '"v1"', '"v99999999999999999"', '"w3"', '1'],
  replay: ['true', 'false', 'null', '1'],
  mode: ['"drop"', '"import"', '"dr\\u006fp"'],
  type: ['"syscall"', '"deliver"', '"clist"', '"kernel-stats"', '"x"', '"crank-start"'],
  message: [
    '{"type":"send","target":"ko1","msg":{"methargs":{"body":"#[\\"x\\",[]]","slots":[]}}}',
    '{"type":"create-vat","vatID":"v1"}',
  ],
};
const ANY = ['null', 'true', '"x"', '""', '[]', '{}', '[null]'];

const KEYS = [
  'time',
  'seconds',
  'monotime',
  'vatID',
  'replay',
  'dr',
  'kd',
  'vd',
  'ksc',
  'ksr',
  'crankNum',
  'deliveryNum',
  'blockHeight',
  'runNum',
  'phase',
  'name',
  'message',
  'crankType',
  'type',
  'dispatch',
  'mode',
  'remainingBeans',
];

function shuffled(draw: Draw, entry: Json): Json {
  const keys = Object.keys(entry);
  for (let i = keys.length - 1; i > 0; i -= 1) {
    const j = draw.int(i + 1);
    const kept = keys[i] ?? '';
    keys[i] = keys[j] ?? '';
    keys[j] = kept;
  }
  return Object.fromEntries(keys.map((key) => [key, entry[key]]));
}

function withText(draw: Draw, entry: Json): Json {
  const text = draw.pick(TEXTS);
  const key = draw.pick(['name', 'description', 'info', 'args', 'phase', 'dispatch', 'syscall', 'x']);
  return { ...entry, [key]: draw.chance(0.5) ? text : { type: text, [text]: [text] } };
}

/** A line as some kernel's `JSON.stringify` could write it. */
export function written(draw: Draw, corpus: readonly string[]): string {
  let text = draw.pick(corpus);
  if (draw.chance(0.1)) text = JSON.stringify(shuffled(draw, parsed(text)));
  if (draw.chance(0.1)) text = JSON.stringify(withText(draw, parsed(text)));
  return text;
}

/** Space around what structures a text, outside its strings. */
function spaced(draw: Draw, text: string): string {
  const gap = (): string => (draw.chance(0.1) ? draw.pick([' ', '\t', '  ', ' \t ']) : '');
  return text.replace(/"(?:[^"\\]|\\.)*"|[,:{}[\]]/g, (piece) =>
    piece.startsWith('"') ? piece : `${gap()}${piece}${gap()}`,
  );
}

const escapedKeys = (draw: Draw, text: string): string =>
  text.replace(
    /"(type|vatID|deliver|syscall|time|replay|kd|ksc|dr|ok|compute|message|body|name)"/g,
    (all, key: string) => {
      if (!draw.chance(0.1)) return all;
      const i = draw.int(key.length);
      return `"${key.slice(0, i)}\\u${(key.codePointAt(i) ?? 0).toString(16).padStart(4, '0')}${key.slice(i + 1)}"`;
    },
  );

const CLOCKS = ['time', 'monotime', 'seconds'];

function valueFor(draw: Draw, key: string): string {
  const own = VALUES[key];
  if (own && draw.chance(0.8)) return draw.pick(own);
  return draw.pick(draw.chance(0.7) ? NUMBERS : ANY);
}

/** One member holds something else: a clock, one that the line has, or any. */
function otherValue(draw: Draw, text: string): string {
  const entry = parsed(text);
  const key = draw.pick([CLOCKS, Object.keys(entry), Object.keys(entry), KEYS][draw.int(4)] ?? KEYS);
  return JSON.stringify({ ...entry, [key]: '@@' }).replace('"@@"', () => valueFor(draw, key));
}

const NOT_ENTRIES = [
  'null',
  '[]',
  '1',
  '"x"',
  '{}',
  '[{"type":"deliver"}]',
  '{"type":1}',
  '{"type":"deliver"}',
  '',
  ' ',
  '\r',
];

const nested = (depth: number): string =>
  `{"type":"clist","x":${'['.repeat(depth)}${']'.repeat(depth)},"time":1.5,"monotime":2.5}`;

/** Valid JSON without duplicate keys that no kernel writes. */
export function foreign(draw: Draw, corpus: readonly string[]): string {
  if (draw.chance(0.03)) return draw.pick(NOT_ENTRIES);
  if (draw.chance(0.01)) return nested(draw.pick([3, 150, 500]));
  let text = written(draw, corpus);
  if (draw.chance(0.5)) text = otherValue(draw, text);
  if (draw.chance(0.2)) text = escapedKeys(draw, text);
  if (draw.chance(0.2)) text = spaced(draw, text);
  if (draw.chance(0.1))
    text = `${draw.pick([' ', '\t', '', '\ufeff'])}${text}${draw.pick([' ', '\t\r', '\r', ''])}`;
  return text;
}

/** A line that was torn, glued, holed or damaged at its end. */
export function fault(draw: Draw, corpus: readonly string[]): string {
  const text = draw.pick(corpus);
  const at = draw.int(text.length);
  switch (draw.int(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + draw.pick(corpus);
    case 2:
      return text.slice(0, at) + '\0'.repeat(1 + draw.int(40)) + text.slice(at + draw.int(20));
    case 3:
      return text + draw.pick(['\r', ' ', '\t']);
    default:
      return `\ufeff${text}`;
  }
}
