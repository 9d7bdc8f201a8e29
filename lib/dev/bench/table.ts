import { formatBytes } from '@/lib/base/time';

/** What one run of one row gave. */
export type Timing = { readonly ms: number; readonly rss: number | null; readonly said: string };

/** A row as it is printed: its numbers against the baselines of the same file, or words in their place. */
export type Row = {
  readonly name: string;
  readonly ms: number | null;
  readonly bytes: number | null;
  readonly rss: number | null;
  readonly scans: number | null;
  readonly naive: number | null;
  readonly said: string;
};

const HEAD = ['', 'ms', 'MB/s', '× newline scan', '× faster than JSON.parse', 'peak memory', ''];

const fixed = (value: number | null, digits: number): string =>
  value === null || !Number.isFinite(value) ? '' : value.toFixed(digits);

function cells({ name, ms, bytes, rss, scans, naive, said }: Row): string[] {
  const rate = ms === null || bytes === null ? null : bytes / 1e3 / ms;
  const time = fixed(ms, ms !== null && ms < 100 ? 1 : 0);
  return [
    name,
    time,
    fixed(rate, 0),
    fixed(scans, 2),
    fixed(naive, 1),
    rss === null ? '' : formatBytes(rss),
    said,
  ];
}

/** The rows as lines of text, numbers to the right. */
export function tableText(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const last = HEAD.length - 1;
  return lines
    .map((line) =>
      line
        .map((cell, i) =>
          i === 0 || i === last ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
