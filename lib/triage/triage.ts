import { findingKey, type KeyParts, keyParts } from '@/lib/triage/finding-key';
import type { Mark } from '@/lib/triage/mark';
import type { Finding } from '@/lib/upgrade/analysis';

export type TriageState = 'open' | 'accepted' | 'benign';

/** A finding and what people said of it. `news` is null where there is no earlier run to compare with. */
export type TriageRow = {
  readonly finding: Finding;
  readonly key: string;
  readonly state: TriageState;
  readonly news: 'new' | 'known' | null;
  /** What makes it accepted or benign. */
  readonly mark: Mark | null;
  /** Who looks at it, and the mark that says so. */
  readonly assigned: Mark | null;
};

/** Whether a text is of a pattern whose `*` stands for any text. */
export function likePattern(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === pattern;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** Whether a benign mark's scope reaches a finding; blockers are out of its reach. */
export const inScope = (
  { rule, vat, pattern }: Pick<Mark['scope'], 'rule' | 'vat' | 'pattern'>,
  parts: KeyParts,
  { severity }: Pick<Finding, 'severity'>,
): boolean =>
  severity !== 'blocker' &&
  rule === parts.rule &&
  (vat === null || vat === parts.vat) &&
  (pattern === null || likePattern(parts.pattern, pattern));

type Book = {
  readonly accepted: ReadonlyMap<string, Mark>;
  readonly assigned: ReadonlyMap<string, Mark>;
  readonly benign: ReadonlyMap<string, readonly Mark[]>;
};

/** The newest mark of each key counts, so later ones overwrite. */
function bookOf(marks: readonly Mark[]): Book {
  const standing = marks
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .toSorted((a, b) => a.createdAt - b.createdAt);
  const byKey = (kind: Mark['kind']) =>
    new Map(standing.filter((mark) => mark.kind === kind).map((mark) => [mark.findingKey, mark]));
  const benign = new Map<string, Mark[]>();
  for (const mark of standing) {
    if (mark.kind !== 'benign') continue;
    const known = benign.get(mark.scope.rule);
    if (known) known.push(mark);
    else benign.set(mark.scope.rule, [mark]);
  }
  return { accepted: byKey('accepted'), assigned: byKey('assigned'), benign };
}

function rowOf(finding: Finding, book: Book, baselineKeys: ReadonlySet<string> | null): TriageRow {
  const parts = keyParts(finding);
  const key = findingKey(finding);
  const accepted = book.accepted.get(key);
  const benign = book.benign.get(parts.rule)?.findLast(({ scope }) => inScope(scope, parts, finding));
  return {
    finding,
    key,
    state: accepted ? 'accepted' : benign ? 'benign' : 'open',
    news: baselineKeys === null ? null : baselineKeys.has(key) ? 'known' : 'new',
    mark: accepted ?? benign ?? null,
    assigned: book.assigned.get(key) ?? null,
  };
}

/**
 * Findings with what people said of them, in their order, none left out. `marks` are those of the plan (`marksFor`); `baselineKeys`
 * the keys of the run before, null where there is none.
 */
export function triage(
  findings: readonly Finding[],
  marks: readonly Mark[],
  baselineKeys: ReadonlySet<string> | null,
): TriageRow[] {
  const book = bookOf(marks);
  return findings.map((finding) => rowOf(finding, book, baselineKeys));
}

export type TriageCounts = {
  readonly open: number;
  readonly accepted: number;
  readonly benign: number;
  readonly new: number;
  readonly openBlockers: number;
  readonly openWarnings: number;
  /** Open blockers that the run before did not have. */
  readonly newBlockers: number;
};

/** How many findings are in each state; `open + accepted + benign` is all of them. */
export function countTriage(rows: readonly TriageRow[]): TriageCounts {
  const count = (want: (row: TriageRow) => boolean): number => rows.filter(want).length;
  const isBlocker = ({ finding, state }: TriageRow) => state === 'open' && finding.severity === 'blocker';
  return {
    open: count(({ state }) => state === 'open'),
    accepted: count(({ state }) => state === 'accepted'),
    benign: count(({ state }) => state === 'benign'),
    new: count(({ news }) => news === 'new'),
    openBlockers: count(isBlocker),
    openWarnings: count(({ finding, state }) => state === 'open' && finding.severity === 'warning'),
    newBlockers: count((row) => isBlocker(row) && row.news === 'new'),
  };
}
