'use client';

import { ProposalMenu } from '@/components/plan/StepMenu';
import type { RowActs } from '@/components/plan/StepRow';
import { shortModule } from '@/components/plan/short-module';
import { cn } from '@/components/ui/cn';
import type { PlannedUpgrade, Proposal, Step } from '@/lib/plan/plan';

const ACT_WORDS = { wait: 'wait for', terminate: 'terminate', other: 'by hand' } as const;

/** A bundle id as people compare it: its first characters; names are shown whole. */
const shortBundle = (bundle: string | null): string =>
  bundle === null ? '?' : bundle.startsWith('b1-') ? bundle.slice(0, 9) : bundle;

/** What one proposal calls, in one line. */
export function ProposalCall({ proposal }: { proposal: Proposal }) {
  const args = proposal.args.length === 0 ? '' : JSON.stringify(proposal.args).slice(1, -1);
  const entry = proposal.entrypoint === 'defaultProposalBuilder' ? '' : `.${proposal.entrypoint}`;
  return (
    <span
      className="min-w-0 truncate font-mono text-12 text-ink-2"
      title={`${proposal.module}\n${proposal.entrypoint}\n${args}`}
    >
      {shortModule(proposal.module)}
      <span className="text-ink-3">
        {entry}
        {args && `(${args})`}
      </span>
    </span>
  );
}

/** The vats of a proposal: the bundle that is expected, and the incarnation after it. */
export function UpgradeList({ upgrades }: { upgrades: readonly PlannedUpgrade[] }) {
  if (upgrades.length === 0) return <span className="font-mono text-12 text-ink-3">no vat</span>;
  return (
    <span className="flex min-w-0 flex-col font-mono text-12 text-ink-2">
      {upgrades.map(({ vat, bundle, incarnation }, at) => (
        <span key={`${at}${vat}`} className="truncate" title={bundle ?? 'the bundle is not named'}>
          {vat} <span className="text-ink-3">← {shortBundle(bundle)}</span>
          {incarnation !== null && <span className="text-ink-3"> · inc. {incarnation}</span>}
        </span>
      ))}
    </span>
  );
}

/** Where a proposal is taken hold of, to be dragged into another step. By keys and for screen readers its menu does it. */
const ProposalGrip = ({ at, why }: { at: number; why: string | null }) => (
  <span
    aria-hidden
    title="Drag into another step"
    data-proposal={at}
    className={cn(
      'flex h-5 w-4 shrink-0 cursor-grab touch-none select-none items-center justify-center text-ink-3',
      why && 'opacity-30',
    )}
  >
    <span className="grip" />
  </span>
);

/** What a step with one proposal means to do, beside its name. */
export function StepVats({ step, why }: { step: Step; why: string | null }) {
  const [proposal] = step.proposals;
  if (!proposal) return null;
  return (
    <>
      <span className="hidden w-56 shrink-0 xl:flex">
        <ProposalCall proposal={proposal} />
      </span>
      <span
        data-line
        className="order-last flex min-w-0 basis-full gap-1 pb-1.5 pl-[3.75rem] data-dragging:opacity-40 sm:order-none sm:w-72 sm:shrink-0 sm:basis-auto sm:py-1 sm:pl-0"
      >
        <ProposalGrip at={0} why={why} />
        <UpgradeList upgrades={proposal.upgrades} />
      </span>
    </>
  );
}

/** Under its name: what is done by hand, or the proposals that start together. */
export function ProposalLines({ step, why, acts }: { step: Step; why: string | null; acts: RowActs }) {
  if (step.kind === 'act')
    return (
      <p className="pb-2 pl-[3.75rem] pr-3 text-ink-2">
        <span className="text-ink-3">{ACT_WORDS[step.act]}:</span> {step.what}
      </p>
    );
  if (step.proposals.length === 0)
    return (
      <p className="pb-2 pl-[3.75rem] text-12 text-ink-3">No proposal: an empty step, which costs a run.</p>
    );
  return (
    <ul aria-label={`Proposals of ${step.title}`} className="pb-1 pl-[3.75rem]">
      {step.proposals.map((proposal, at) => (
        <li
          key={`${at}${proposal.module}`}
          data-line
          className="flex min-h-7 items-center gap-2 border-t border-line pr-1 data-dragging:opacity-40"
        >
          <ProposalGrip at={at} why={why} />
          <span className="flex min-w-0 flex-1 basis-40">
            <ProposalCall proposal={proposal} />
          </span>
          <span className="w-28 shrink-0 sm:w-72">
            <UpgradeList upgrades={proposal.upgrades} />
          </span>
          <ProposalMenu step={step} at={at} why={why} acts={acts} />
        </li>
      ))}
      {step.together !== null && (
        <li className="border-t border-line py-1 text-12 text-ink-2">
          Declared safe together: {step.together}
        </li>
      )}
    </ul>
  );
}
