import { err, ok, type Result } from '@/lib/base/result';
import { canonicalJson } from '@/lib/plan/digest';
import { REPORT_SCHEMA, type Report } from '@/lib/report/report';

/** What is printed and verified: SHA-256 of the canonical JSON (keys sorted, no spaces). */
export const reportHash = (report: Report, sha256: (text: string) => string): string =>
  sha256(canonicalJson(report));

/** The report as a file: JSON for people and programs. */
export const toJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;

const LISTS = [
  'expected',
  'trouble',
  'steps',
  'vats',
  'findings',
  'approvals',
  'rehearsals',
  'notRehearsed',
] as const;
const TEXTS = ['title', 'chain', 'upgradeName', 'planDigest', 'verdict'] as const;

function problemOf(value: object): string | null {
  const fields = new Map(Object.entries(value));
  if (fields.get('schema') !== REPORT_SCHEMA)
    return `"schema" should be "${REPORT_SCHEMA}"; it is ${JSON.stringify(fields.get('schema'))?.slice(0, 100) ?? 'missing'}.`;
  const list = LISTS.find((field) => !Array.isArray(fields.get(field)));
  if (list !== undefined) return `"${list}" should be a list.`;
  const text = TEXTS.find((field) => typeof fields.get(field) !== 'string');
  if (text !== undefined) return `"${text}" should be a text.`;
  const part = ['halt', 'details'].find((field) => typeof fields.get(field) !== 'object');
  return part === undefined ? null : `"${part}" should be an object.`;
}

/** A report out of JSON; the error says which field is not as it should be. */
export function checkedReport(value: unknown): Result<Report> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return err('This is no report: it should be a JSON object.');
  const problem = problemOf(value);
  return problem === null ? ok(value as Report) : err(`This is no report: ${problem}`);
}

/** A report out of the text of a file. */
export function parseReport(text: string): Result<Report> {
  try {
    return checkedReport(JSON.parse(text));
  } catch (error) {
    return err(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
