import { err, ok, type Result } from '@/lib/base/result';

export const MARK_KINDS = ['accepted', 'benign', 'assigned'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** Which findings a mark is about: null is any. `pattern` may hold `*` for any text; `planId` null is every plan. */
export type MarkScope = {
  readonly rule: string;
  readonly vat: string | null;
  readonly pattern: string | null;
  readonly planId: string | null;
};

/**
 * What somebody said of findings. `accepted`: this one is known and may stay; `benign`: whatever is like this is noise;
 * `assigned`: this one is open and somebody looks at it. Times are ms since 1970.
 */
export type Mark = {
  readonly id: string;
  /** Of the finding that it was made on. */
  readonly findingKey: string;
  readonly kind: MarkKind;
  readonly scope: MarkScope;
  readonly reason: string;
  readonly assignee: string | null;
  readonly actor: string;
  readonly createdAt: number;
  readonly withdrawnAt: number | null;
};

/** The marks that count for a run of a plan: its own and those for every plan, not taken back. */
export const marksFor = (marks: readonly Mark[], planId: string | null): Mark[] =>
  marks.filter(
    ({ scope, withdrawnAt }) => withdrawnAt === null && (scope.planId === null || scope.planId === planId),
  );

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function readMark(value: unknown, at: number): Result<Mark> {
  const where = `marks[${at}]`;
  if (!isFields(value)) return err(`${where} is not an object.`);
  const scope = isFields(value.scope) ? value.scope : {};
  const kind = MARK_KINDS.find((known) => known === value.kind);
  const { findingKey, reason, actor } = value;
  if (kind === undefined) return err(`${where}.kind is none of ${MARK_KINDS.join(', ')}.`);
  if (typeof scope.rule !== 'string' || scope.rule === '') return err(`${where}.scope.rule is not a text.`);
  if (typeof findingKey !== 'string') return err(`${where}.findingKey is not a text.`);
  return ok({
    id: textOrNull(value.id) ?? String(at),
    findingKey,
    kind,
    scope: {
      rule: scope.rule,
      vat: textOrNull(scope.vat),
      pattern: textOrNull(scope.pattern),
      planId: textOrNull(scope.planId),
    },
    reason: typeof reason === 'string' ? reason : '',
    assignee: textOrNull(value.assignee),
    actor: typeof actor === 'string' ? actor : '',
    createdAt: typeof value.createdAt === 'number' ? value.createdAt : 0,
    withdrawnAt: typeof value.withdrawnAt === 'number' ? value.withdrawnAt : null,
  });
}

/** Marks as the door of a run's triage gives them (`{marks: […]}`), or their list alone; the refusal names the field. */
export function parseMarks(value: unknown): Result<Mark[]> {
  const list: unknown = isFields(value) ? value.marks : value;
  if (!Array.isArray(list)) return err('It holds no list of marks.');
  const marks: Mark[] = [];
  for (const [at, item] of list.entries()) {
    const mark = readMark(item, at);
    if (!mark.ok) return mark;
    marks.push(mark.value);
  }
  return ok(marks);
}
