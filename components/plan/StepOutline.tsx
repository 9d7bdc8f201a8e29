import { ProposalCall, UpgradeList } from '@/components/plan/ProposalLines';
import type { Plan } from '@/lib/plan/plan';

const ACTS = { wait: 'Wait', terminate: 'Terminate', other: 'By hand' } as const;

/** The order to read, not to change: every step with what it calls and upgrades. */
export function StepOutline({ plan }: { plan: Plan }) {
  if (plan.steps.length === 0)
    return <p className="py-2 text-13 text-ink-2">Nothing: the plan has no steps.</p>;
  return (
    <ol aria-label="Steps to review">
      {plan.steps.map((step, at) => (
        <li key={step.id} className="flex gap-3 border-b border-line py-1.5 text-13">
          <span className="w-6 shrink-0 text-right font-mono text-12 leading-5 tnum text-ink-3">
            {at + 1}
          </span>
          <div className="min-w-0 flex-1">
            <p className="font-medium [overflow-wrap:anywhere]">{step.title}</p>
            {step.kind === 'act' && (
              <p className="text-ink-2">
                {ACTS[step.act]}: {step.what}
              </p>
            )}
            {step.proposals.map((proposal, index) => (
              <div key={`${index}${proposal.module}`} className="flex flex-wrap gap-x-4">
                <span className="flex min-w-0 flex-1 basis-60">
                  <ProposalCall proposal={proposal} />
                </span>
                <span className="w-56 max-w-full">
                  <UpgradeList upgrades={proposal.upgrades} />
                </span>
              </div>
            ))}
            {step.notes && <p className="whitespace-pre-wrap text-12 text-ink-2">{step.notes}</p>}
            {step.links.map(({ label, url }) => (
              <a
                key={url}
                href={url}
                target="_blank"
                rel="noreferrer"
                className="mr-3 text-12 underline underline-offset-2"
              >
                {label}
              </a>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
