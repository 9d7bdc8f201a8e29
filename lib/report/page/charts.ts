import { formatBytes, formatDuration } from '@/lib/base/time';
import { type Html, html } from '@/lib/report/html';
import type { Report } from '@/lib/report/report';
import { sayDuration } from '@/lib/report/words';

const ROW = 22;
const LABELS = 34;

/** Per cent with two places, for any numbers. */
const percent = (part: number, whole: number): string =>
  `${(whole > 0 && Number.isFinite(part / whole) ? Math.min(100, Math.max(0, (part / whole) * 100)) : 0).toFixed(2)}%`;

/** The pattern of bars in print, once in a page. */
export const hatch = html`<svg width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="4" fill="#000"/></pattern></defs></svg>`;

/** One bar per phase: the median, and behind it the range of the rehearsals. The table beside it says the same. */
export function haltChart({ halt }: Report): Html | null {
  const known = halt.phases.flatMap((phase) => (phase.seconds ? [{ ...phase, seconds: phase.seconds }] : []));
  if (known.length === 0) return null;
  const longest = Math.max(...known.map(({ seconds }) => seconds.most));
  const rows = known.map(({ title, seconds }, i) => {
    const y = i * (ROW + 14);
    return html`<g><title>${title}: ${sayDuration(seconds)}</title><text x="0" y="${y + 11}">${title} · ${sayDuration(seconds, false)}</text><rect class="range" x="0" y="${y + 16}" width="${percent(seconds.most, longest)}" height="10" rx="2"/><rect class="bar" x="0" y="${y + 16}" width="${percent(seconds.median, longest)}" height="10" rx="2"/></g>`;
  });
  const summary = `Of the phases that were measured, ${known.length}, the longest takes up to ${formatDuration(longest)}.`;
  return html`<figure><svg role="img" aria-label="Halt by phase. ${summary}" height="${known.length * (ROW + 14)}">${rows}</svg><figcaption class="note">Bars are medians; what reaches beyond is the longest that was seen.</figcaption></figure>`;
}

/** The node's memory after each block that was measured, one line per rehearsal. */
export function memoryChart({ rehearsals }: Report): Html | null {
  const series = rehearsals.filter(({ memory }) => memory.length > 1);
  if (series.length === 0) return null;
  const most = Math.max(...series.flatMap(({ memory }) => memory.map(({ rss }) => rss)));
  const lines = series.map(({ memory, title }) => {
    const points = memory.map(
      ({ rss }, i) => `${(i / (memory.length - 1)) * 600},${120 - (rss / most) * 110}`,
    );
    return html`<polyline class="line" points="${points.join(' ')}"><title>${title}</title></polyline>`;
  });
  return html`<figure><svg class="wide" role="img" viewBox="0 0 600 ${120 + LABELS}" aria-label="Memory of the node around the upgrade, at most ${formatBytes(most)}."><line x1="0" y1="10" x2="600" y2="10" stroke="currentColor" stroke-opacity=".2"/><text x="0" y="8">${formatBytes(most)}</text>${lines}<text x="0" y="140">first block that was measured</text><text x="600" y="140" text-anchor="end">last</text></svg><figcaption class="note">Memory of the node's process after its commits, without its workers.</figcaption></figure>`;
}

/** How long a vat took in each rehearsal, as dots on one scale. */
export function vatDots(seconds: readonly (number | null)[], longest: number): Html | null {
  const known = seconds.filter((value): value is number => value !== null);
  if (known.length === 0) return null;
  const dots = known.map((value) => html`<circle class="dot" cx="${percent(value, longest)}" cy="6" r="3"/>`);
  return html`<svg aria-hidden="true" height="12">${dots}</svg>`;
}
