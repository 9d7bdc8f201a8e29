/** A row of the audit log as its door shows it: who did what to what, before and after, why. `id` grows; `at` is ms since 1970. */
export type AuditRow = {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly verb: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly why: string | null;
  readonly digest: string | null;
};

const COLUMNS = ['id', 'at', 'actor', 'verb', 'subject', 'digest', 'why', 'before', 'after'] as const;

/** Spreadsheets execute a cell that begins so (OWASP, CSV injection); an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}

const written = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** The first line of the audit log as CSV. */
export const CSV_HEAD = `${COLUMNS.map(cell).join(',')}\r\n`;

/** A row as a line of CSV (RFC 4180), every cell quoted and none of them a formula; the time in ISO 8601. */
export const csvLine = (row: AuditRow): string =>
  `${COLUMNS.map((name) => cell(name === 'at' ? new Date(row.at).toISOString() : written(row[name]))).join(',')}\r\n`;

/** A row as a line of JSON. */
export const jsonLine = (row: AuditRow): string => `${JSON.stringify(row)}\n`;
