export type TableCell = string | number | null;

/** Text of a log may look like a formula to a spreadsheet: then it is quoted as text. */
const safe = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);

const cellText = (cell: TableCell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  return safe(cell.replace(/[\t\r\n\u2028\u2029]+/g, ' '));
};

/** A table as tab-separated text for a spreadsheet: one line per row, as many cells in each as `heads` has; unknown is empty. */
export const tableText = (heads: readonly string[], rows: readonly (readonly TableCell[])[]): string =>
  [heads, ...rows].map((row) => heads.map((_, i) => cellText(row[i] ?? null)).join('\t')).join('\n');
