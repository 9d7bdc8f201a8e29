/** Lines of columns as wide as their widest cell; numbers, asked for by `>`, stand right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const names = heads.map((head) => head.replace(/^>/, ''));
  const widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) =>
        heads[i]?.startsWith('>') ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(names), ...rows.map(line)];
}
