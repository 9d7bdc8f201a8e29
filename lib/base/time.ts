const UNITS: readonly (readonly [size: number, name: string])[] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'm'],
  [1, 's'],
];

/** A duration in its largest two units: `1 m 12 s`, `830 ms`, `2 h 5 m`; `–` when unknown. */
export function formatDuration(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size < 0.001) return `${sign}${Math.round(size * 1e6)} µs`;
  if (size < 1) return `${sign}${Math.round(size * 1e3)} ms`;
  if (size < 60) return `${sign}${size < 10 ? size.toFixed(2) : size.toFixed(1)} s`;
  const whole = Math.round(size);
  const first = UNITS.findIndex(([unit]) => whole >= unit);
  const [unit, name] = UNITS[first] ?? [1, 's'];
  const next = UNITS[first + 1];
  const rest = next ? Math.floor((whole % unit) / next[0]) : 0;
  return `${sign}${Math.floor(whole / unit)} ${name}${next && rest > 0 ? ` ${rest} ${next[1]}` : ''}`;
}

/** Bytes for people: `8.2 MB`, powers of ten as disks and networks count. */
export function formatBytes(bytes: number): string {
  const names = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let i = 0;
  while (size >= 1000 && i < names.length - 1) {
    size /= 1000;
    i += 1;
  }
  return `${i === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${names[i]}`;
}
