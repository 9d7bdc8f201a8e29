import type { Step } from '@/lib/plan/plan';

/** What one step means to upgrade, and by which entry point. */
export function StepVats({ step }: { step: Step }) {
  const upgrades = step.proposals.flatMap((proposal) => proposal.upgrades);
  const entry = step.proposals.map(({ entrypoint }) => entrypoint).join(', ');
  const modules = step.proposals.map(({ module }) => module).join('\n');
  return (
    <>
      <span className="hidden w-36 shrink-0 truncate font-mono text-12 text-ink-3 lg:inline" title={modules}>
        {entry}
      </span>
      <span className="flex w-28 shrink-0 flex-col font-mono text-12 text-ink-2 sm:w-64 xl:w-80">
        {upgrades.length === 0 && <span className="text-ink-3">no vat</span>}
        {upgrades.map(({ vat, bundle }) => (
          <span key={vat} className="truncate" title={bundle ?? 'the bundle is not named'}>
            {vat} <span className="text-ink-3">← {bundle ?? '?'}</span>
          </span>
        ))}
      </span>
    </>
  );
}
