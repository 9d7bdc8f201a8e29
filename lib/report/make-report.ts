import { codeSteps, type Plan, type Step, upgradesOf } from '@/lib/plan/plan';
import { linesOf } from '@/lib/report/details';
import { evidenceOf } from '@/lib/report/evidence';
import { expectedLines, TROUBLE_LINES } from '@/lib/report/expected-lines';
import { mergeFindings } from '@/lib/report/findings';
import { forecastHalt, type Reference } from '@/lib/report/halt';
import { estimateHeight } from '@/lib/report/height-estimate';
import type { ReportInput, RunInput } from '@/lib/report/input';
import { type Phase, phasesOf } from '@/lib/report/phases';
import {
  REPORT_SCHEMA,
  type Report,
  type ReportRehearsal,
  type ReportStep,
  type ReportVat,
} from '@/lib/report/report';
import { spreadOf } from '@/lib/report/spread';
import type { Analysis } from '@/lib/upgrade/analysis';

/** The run's phases under the plan's titles. */
export const runPhases = ({ analysis }: Pick<RunInput, 'analysis'>, plan: Plan): Phase[] =>
  phasesOf(
    analysis,
    codeSteps(plan).map(({ title }) => title),
  );

const memoryOf = ({ blocks }: Analysis<unknown>): ReportRehearsal['memory'] =>
  blocks.flatMap(({ blockHeight, rss, lost }) => (rss === null || lost ? [] : [{ blockHeight, rss }]));

/** A run as reports name it. */
export function rehearsalOf(run: RunInput, planDigest: string, hardware = ''): ReportRehearsal {
  const { source, summary } = run.analysis;
  const memory = memoryOf(run.analysis);
  return {
    title: run.title,
    kind: run.kind,
    startedAt: run.startedAt,
    samePlan: run.planDigest === planDigest,
    planDigest: run.planDigest,
    sha256: run.sha256,
    lines: source.lines,
    bytes: source.bytes,
    hardware,
    upgraded: summary.byOutcome.upgraded,
    attempted: summary.upgradesAttempted,
    blockers: summary.blockers,
    peakRss: memory.length === 0 ? null : Math.max(...memory.map(({ rss }) => rss)),
    memory,
  };
}

function reportStep(step: Step, at: number, plan: Plan, phases: readonly (readonly Phase[])[]): ReportStep {
  const code = codeSteps(plan).findIndex(({ id }) => id === step.id);
  const seconds = phases.map((of) => of.find(({ key }) => key === `step:${code}`)?.seconds ?? null);
  return {
    no: at + 1,
    code: code < 0 ? null : code,
    title: step.title,
    what: step.kind === 'act' ? step.what : '',
    modules: step.proposals.map(({ module }) => module),
    vats: upgradesOf(step).map(({ vat }) => vat),
    seconds: spreadOf(seconds),
  };
}

function reportVats(plan: Plan, rehearsals: readonly RunInput[]): ReportVat[] {
  const seen = rehearsals.map(({ analysis }) => evidenceOf(plan, analysis));
  return plan.steps.flatMap((step, at) =>
    upgradesOf(step).map((planned, i): ReportVat => {
      const own = seen.map((of) => of.get(`${step.id}/${i}`));
      const first = own.find((found) => found !== undefined);
      const named = (of: 'subscribers' | 'gaveUp'): string[] => [
        ...new Set(own.flatMap((found) => found?.[of] ?? [])),
      ];
      return {
        vat: planned.vat,
        vatID: first?.upgrade.vatID ?? null,
        name: first?.upgrade.name ?? null,
        step: at + 1,
        before: {
          incarnation: first?.upgrade.incarnationBefore ?? null,
          bundle: first?.upgrade.bundleBefore ?? null,
        },
        after: {
          incarnation: planned.incarnation ?? first?.upgrade.incarnationAfter ?? null,
          bundle: planned.bundle ?? first?.upgrade.contractBundleID ?? first?.upgrade.bundleID ?? null,
        },
        evidence: own.map((found, rehearsal) => ({
          rehearsal,
          outcome: found?.upgrade.outcome ?? 'not seen',
          line: found?.upgrade.startLine ?? null,
          seconds: found?.upgrade.seconds ?? null,
          error: found?.upgrade.error ?? null,
        })),
        subscribers: named('subscribers'),
        gaveUp: named('gaveUp'),
      };
    }),
  );
}

/** What nobody can have seen, said of every report that lacks it. */
function unseen({ plan, rehearsals, planDigest }: ReportInput): string[] {
  if (rehearsals.length === 0) return ['Nothing was rehearsed.'];
  const others = rehearsals.filter((run) => run.planDigest !== planDigest).length;
  const acts = plan.steps.filter(({ kind }) => kind === 'act');
  const kinds = new Set(rehearsals.map(({ kind }) => kind));
  return [
    ...(others === rehearsals.length ? ['No rehearsal carried out exactly this plan.'] : []),
    ...(kinds.size === 1 && kinds.has('rehearsal')
      ? [
          'No clone of the chain was upgraded: rehearsals ran on the built-in chain, with its few vats and little state.',
        ]
      : []),
    ...acts.map(({ title }) => `Done by people, not by code: ${title}.`),
  ];
}

const referenceOf = (run: RunInput, plan: Plan): Reference => ({
  title: run.title,
  phases: runPhases(run, plan),
});

/** The report of a plan and of what its rehearsals showed. Not yet sanitised (`sanitise.ts`). */
export function makeReport(input: ReportInput): Report {
  const { plan, planDigest, rehearsals, details, target } = { ...input, target: input.plan.target };
  const phases = rehearsals.map((run) => runPhases(run, plan));
  const height = target === null ? null : 'height' in target ? target.height : target.from;
  const { hardware, ...about } = details;
  return {
    schema: REPORT_SCHEMA,
    title: input.title,
    version: input.version,
    correction: input.correction,
    corrects: input.corrects,
    madeAt: input.madeAt,
    chain: plan.chain,
    upgradeName: plan.upgradeName,
    planDigest,
    target,
    when: height === null || input.now === null ? null : estimateHeight(height, input.now, input.now.pace),
    details: about,
    halt: forecastHalt(phases, input.reference && referenceOf(input.reference, plan)),
    expected: expectedLines(plan),
    trouble: TROUBLE_LINES,
    steps: plan.steps.map((step, at) => reportStep(step, at, plan, phases)),
    vats: reportVats(plan, rehearsals),
    findings: mergeFindings(rehearsals, input.judge),
    approvals: input.approvals,
    verdict: input.verdict,
    rehearsals: rehearsals.map((run) => rehearsalOf(run, planDigest, hardware[run.id])),
    notRehearsed: [...new Set([...unseen(input), ...input.gaps, ...linesOf(details.notRehearsed)])],
    outcome: null,
  };
}
