import { counted } from '@/lib/base/words';
import type { Plan } from '@/lib/plan/plan';
import { evidenceOf } from '@/lib/report/evidence';
import { mergeFindings, sameness } from '@/lib/report/findings';
import type { Judge, RunInput } from '@/lib/report/input';
import { rehearsalOf, runPhases } from '@/lib/report/make-report';
import type { PhaseOutcome, Report, ReportOutcome } from '@/lib/report/report';
import type { Spread } from '@/lib/report/spread';

/** Measurements are never equal: a tenth beyond the range, or half a second, is within it. */
const within = ({ least, most }: Spread, seconds: number): PhaseOutcome['verdict'] => {
  if (seconds > Math.max(most * 1.1, most + 0.5)) return 'slower';
  return seconds < Math.min(least * 0.9, least - 0.5) ? 'faster' : 'within';
};

function phaseOutcomes({ halt }: Report, happened: ReturnType<typeof runPhases>): PhaseOutcome[] {
  const promised = halt.phases.map(({ key, title, seconds }): PhaseOutcome => {
    const own = happened.find((phase) => phase.key === key)?.seconds ?? null;
    if (own === null) return { key, title, promised: seconds, happened: null, verdict: 'not seen' };
    return {
      key,
      title,
      promised: seconds,
      happened: own,
      verdict: seconds === null ? 'not promised' : within(seconds, own),
    };
  });
  const extra = happened
    .filter(({ key }) => !halt.phases.some((phase) => phase.key === key))
    .map(({ key, title, seconds }): PhaseOutcome => {
      return { key, title, promised: null, happened: seconds, verdict: 'not promised' };
    });
  return [...promised, ...extra];
}

function vatOutcomes(report: Report, plan: Plan, run: RunInput): ReportOutcome['vats'] {
  const seen = evidenceOf(plan, run.analysis);
  return plan.steps.flatMap((step) =>
    step.proposals
      .flatMap(({ upgrades }) => upgrades)
      .map(({ vat }, i) => {
        const found = seen.get(`${step.id}/${i}`)?.upgrade;
        return {
          vat,
          rehearsal: report.rehearsals.length,
          outcome: found?.outcome ?? ('not seen' as const),
          line: found?.startLine ?? null,
          seconds: found?.seconds ?? null,
          error: found?.error ?? null,
        };
      }),
  );
}

function sentenceOf(vats: ReportOutcome['vats'], blockers: number, open: boolean): string {
  const done = vats.filter(({ outcome }) => outcome === 'upgraded').length;
  const state = open ? 'So far' : 'At the end';
  const worry = blockers === 0 ? '' : ` ${counted(blockers, 'new blocker')}.`;
  return `${state}, ${done} of ${counted(vats.length, 'planned vat')} upgraded.${worry}`;
}

/** The report with what happened beside what it promised: during the upgrade from a live run, afterwards for good. */
export function settleReport(report: Report, plan: Plan, run: RunInput, judge: Judge): Report {
  const known = new Set(report.findings.map(sameness));
  const newFindings = mergeFindings([run], judge).filter((finding) => !known.has(sameness(finding)));
  const vats = vatOutcomes(report, plan, run);
  const blockers = newFindings.filter(({ severity, judged }) => severity === 'blocker' && judged === 'open');
  return {
    ...report,
    outcome: {
      run: rehearsalOf(run, report.planDigest),
      sentence: sentenceOf(vats, blockers.length, run.analysis.summary.open),
      phases: phaseOutcomes(report, runPhases(run, plan)),
      vats,
      newFindings,
    },
  };
}
