import type { Target } from '@/lib/timeline/marks';
import type { Analysis } from '@/lib/upgrade/analysis';

type Stop = { readonly target: Target; readonly line: number };

/** The vat that a target is about; null for what belongs to no vat. */
export function vatOf(analysis: Analysis, target: Target | null): string | null {
  const at = Number(target?.id);
  if (target?.kind === 'vat') return target.id;
  if (target?.kind === 'upgrade') return analysis.upgrades[at]?.vatID ?? null;
  if (target?.kind === 'termination') return analysis.terminations[at]?.vatID ?? null;
  if (target?.kind === 'finding') return analysis.findings[at]?.vatID ?? null;
  return null;
}

/** What happened to one vat, in log order: its upgrades, what was found about it, its end. */
function stopsOf(analysis: Analysis, vatID: string): Stop[] {
  const stop = (kind: Target['kind'], id: number, line: number): Stop => ({
    target: { kind, id: String(id) },
    line,
  });
  const own = <T extends { vatID?: string }>(items: readonly T[], make: (item: T, i: number) => Stop) =>
    items.flatMap((item, i) => (item.vatID === vatID ? [make(item, i)] : []));
  return [
    ...own(analysis.upgrades, ({ startLine }, i) => stop('upgrade', i, startLine)),
    ...own(analysis.findings, ({ line }, i) => stop('finding', i, line)),
    ...own(analysis.terminations, ({ line }, i) => stop('termination', i, line)),
  ].sort((a, b) => a.line - b.line);
}

/** The next (1) or previous (-1) thing that happened to the vat of `from`; null at its ends and where there is no vat. */
export function neighbourInVat(analysis: Analysis, from: Target | null, by: 1 | -1): Target | null {
  const vatID = vatOf(analysis, from);
  if (vatID === null) return null;
  const stops = stopsOf(analysis, vatID);
  const at = stops.findIndex(({ target }) => target.kind === from?.kind && target.id === from.id);
  const start = at < 0 && by < 0 ? stops.length : at;
  return stops[start + by]?.target ?? null;
}
