import type { Judge, RunInput } from '@/lib/report/input';
import type { ReportFinding } from '@/lib/report/report';

const RANK = { blocker: 0, warning: 1, info: 2 } as const;
const SHOWN_PLACES = 100;

/** Two logs tell the same by the same words about the same vat, whatever the numbers. */
export const sameness = ({ rule, vat, message }: Pick<ReportFinding, 'rule' | 'vat' | 'message'>): string =>
  [rule, vat ?? '', message.replaceAll(/\d+(\.\d+)?/g, '#')].join('\n');

/** The findings of all rehearsals, those that tell the same once, the gravest first; of each the first hundred places. */
export function mergeFindings(rehearsals: readonly RunInput[], judge: Judge): ReportFinding[] {
  const merged = new Map<string, ReportFinding>();
  rehearsals.forEach((run, rehearsal) => {
    const vatNames = new Map(run.analysis.vats.map(({ vatID, name }) => [vatID, name ?? vatID]));
    for (const finding of run.analysis.findings) {
      const vat = finding.vatID === undefined ? null : (vatNames.get(finding.vatID) ?? finding.vatID);
      const key = sameness({ ...finding, vat });
      const place = { rehearsal, line: finding.line };
      const known = merged.get(key);
      const judgement = judge(finding, run);
      const base: ReportFinding = known ?? {
        severity: finding.severity,
        rule: finding.rule,
        message: finding.message,
        vat,
        places: [],
        ...judgement,
      };
      // One that is open anywhere is open.
      const open = known && judgement.judged === 'open' ? judgement : {};
      merged.set(key, { ...base, ...open, places: [...base.places, place].slice(0, SHOWN_PLACES) });
    }
  });
  return [...merged.values()].sort(
    (a, b) =>
      Number(a.judged !== 'open') - Number(b.judged !== 'open') || RANK[a.severity] - RANK[b.severity],
  );
}
