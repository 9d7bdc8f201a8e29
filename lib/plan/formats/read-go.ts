import { err, ok, type Result } from '@/lib/base/result';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Note, Reading, ReadPlan } from '@/lib/plan/formats/format';
import { type GoToken, goTokens } from '@/lib/plan/formats/go-tokens';
import { Computed, type GoJson, GoLiterals, type GoScope, type GoType } from '@/lib/plan/formats/go-value';
import { coreEvalStep, readConfigProposal, Unfit, unreadableStep } from '@/lib/plan/formats/steps';
import type { Proposal, Step } from '@/lib/plan/plan';

/** The functions of golang/cosmos/app/upgrade.go and vm/core_proposals.go that make a step (plan-formats.md 3). */
const MAKERS = [
  'CoreProposalStepForModules',
  'buildProposalStepWithArgs',
  'buildProposalStepFromScript',
] as const;
type Maker = (typeof MAKERS)[number];

/** Guards that every handler has and that say nothing about which chain a step is for. */
const PLAIN_GUARD = /^if (err != nil|isFirstTimeUpgradeOfThisVersion.*)$/;

type Call = {
  readonly maker: Maker;
  readonly at: number;
  readonly line: number;
  readonly guards: readonly string[];
};

const isMaker = (name: string): name is Maker => MAKERS.some((maker) => maker === name);

/** Texts and literals that a name is given in this source, where it is given one only. */
function readScope(tokens: readonly GoToken[]): GoScope {
  const places = new Map<string, number[]>();
  const types = new Map<string, GoType>();
  tokens.forEach(({ kind, value }, i) => {
    if (kind !== 'name') return;
    const sign = tokens[i + 1];
    const assigns =
      sign?.kind === 'sign' && (sign.value === ':=' || (sign.value === '=' && tokens[i + 2]?.value !== '='));
    if (assigns) places.set(value, [...(places.get(value) ?? []), i + 2]);
    if (value === 'type' && tokens[i + 2]?.value === 'struct')
      types.set(tokens[i + 1]?.value ?? '', { kind: 'named', name: '' });
  });
  const variables = new Map(
    [...places].flatMap(([name, at]) => (at.length === 1 ? [[name, at[0] ?? 0] as const] : [])),
  );
  return { variables, types: structTypes(tokens, types, variables) };
}

function structTypes(
  tokens: readonly GoToken[],
  names: ReadonlyMap<string, GoType>,
  variables: ReadonlyMap<string, number>,
): Map<string, GoType> {
  const types = new Map<string, GoType>();
  tokens.forEach(({ value }, i) => {
    const name = tokens[i + 1]?.value ?? '';
    if (value !== 'type' || !names.has(name)) return;
    try {
      types.set(name, new GoLiterals(tokens, i + 2, { types, variables }).type());
    } catch (error) {
      if (!(error instanceof Computed)) throw error;
    }
  });
  return types;
}

const LONGEST_HEADER = 200;

/** The header of a block, e.g. `if chain == "agoric-3"`, from the words before its `{` on the same line. */
const headerBefore = (brace: GoToken, lineStart: number, source: string): string =>
  source
    .slice(lineStart, Math.min(brace.at, lineStart + LONGEST_HEADER))
    .replace(/^[}\s]*/, '')
    .trim();

/** Every call that makes a step, in the order of the source, with the conditions around it. */
function findCalls(tokens: readonly GoToken[], source: string): Call[] {
  const calls: Call[] = [];
  const blocks: string[] = [];
  let lineStart = 0;
  tokens.forEach((token, at) => {
    if (token.line !== tokens[at - 1]?.line) lineStart = token.at;
    if (token.kind === 'sign' && token.value === '{') blocks.push(headerBefore(token, lineStart, source));
    else if (token.kind === 'sign' && token.value === '}') blocks.pop();
    else if (
      token.kind === 'name' &&
      (token.value === 'case' || token.value === 'default') &&
      blocks.length > 0
    )
      blocks[blocks.length - 1] =
        source
          .slice(token.at, token.at + LONGEST_HEADER)
          .split('\n', 1)[0]
          ?.trim() ?? '';
    else if (
      token.kind === 'name' &&
      isMaker(token.value) &&
      tokens[at + 1]?.value === '(' &&
      tokens[at - 1]?.value !== 'func'
    ) {
      const guards = blocks.filter(
        (header) => /^(if|else|case|default|switch|for)\b/.test(header) && !PLAIN_GUARD.test(header),
      );
      calls.push({ maker: token.value, at: at + 2, line: token.line, guards });
    }
  });
  return calls;
}

/** MAINNET, DEVNET … as `buildProposalStepFromScript` chooses by upgrade name, and a clone of mainnet counts as mainnet. */
function variantOf({ chain, upgradeName }: Reading): string {
  if (/a3p/i.test(upgradeName) || /a3p|agoriclocal/i.test(chain)) return 'A3P_INTEGRATION';
  if (/devnet|agoricdev/i.test(`${upgradeName} ${chain}`)) return 'DEVNET';
  return /emerynet/i.test(`${upgradeName} ${chain}`) ? 'EMERYNET' : 'MAINNET';
}

const asText = (value: GoJson | undefined, token: GoToken | undefined): string => {
  if (typeof value !== 'string') throw new Computed(token, 'the module must be a text');
  return value;
};

function proposalsOf(call: Call, tokens: readonly GoToken[], scope: GoScope, reading: Reading): Proposal[] {
  const literals = new GoLiterals(tokens, call.at, scope);
  const token = tokens[call.at];
  if (call.maker === 'buildProposalStepFromScript') {
    while (literals.token() && !literals.eat(',')) literals.at += 1;
    const [module] = literals.values(')');
    return [
      readConfigProposal({ module: asText(module, token), args: [{ variant: variantOf(reading) }] }, []),
    ];
  }
  const values = literals.values(')');
  if (call.maker === 'CoreProposalStepForModules')
    return values.map((value, i) => readConfigProposal(value, [i]));
  const [module, entrypoint, ...args] = values;
  return [
    readConfigProposal({ module: asText(module, token), entrypoint: asText(entrypoint, token), args }, []),
  ];
}

const guardNote = (call: Call): Note[] =>
  call.guards.map((guard) => ({
    where: `line ${call.line}`,
    message: `This step is made under "${guard}"; it was taken in as if that held.`,
  }));

const variantNote = (call: Call, reading: Reading): Note[] =>
  call.maker === 'buildProposalStepFromScript'
    ? [
        {
          where: `line ${call.line}`,
          message: `The variant depends on the upgrade's name; ${variantOf(reading)} was taken for ${reading.chain}.`,
        },
      ]
    : [];

function readCall(
  call: Call,
  tokens: readonly GoToken[],
  scope: GoScope,
  reading: Reading,
): { step: Step; notes: Note[] } {
  const notes = [...guardNote(call), ...variantNote(call, reading)];
  try {
    return { step: coreEvalStep(proposalsOf(call, tokens, scope, reading), reading.newId()), notes };
  } catch (error) {
    if (!(error instanceof Computed || error instanceof Unfit)) throw error;
    const where = `line ${error instanceof Computed ? error.line : call.line}`;
    const message = `${call.maker} is not readable: ${error.message}. Paste its JSON in place of this step.`;
    return {
      step: unreadableStep(`${where}: ${message}`, reading.newId()),
      notes: [...notes, { where, message }],
    };
  }
}

/**
 * The steps of a handler's source (plan-formats.md 3): calls with literal arguments become steps; what only running it would tell becomes
 * a step that says so in its place, and a note.
 */
export function readGo(source: string, reading: Reading): Result<ReadPlan> {
  const tokens = goTokens(source);
  if (!tokens.ok) return tokens;
  const calls = findCalls(tokens.value, source);
  if (calls.length === 0) return err(`no call of ${MAKERS.join(', ')} was found in it.`);
  const scope = readScope(tokens.value);
  const read = calls.map((call) => readCall(call, tokens.value, scope, reading));
  const plan = { ...emptyPlan(reading.chain, reading.upgradeName), steps: read.map(({ step }) => step) };
  return ok({ plan, notes: read.flatMap(({ notes }) => notes) });
}
