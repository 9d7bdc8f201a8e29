import { StateMark } from '@/components/ui/StateMark';
import type { PlanView } from '@/lib/plan/plan-view';

const either = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? 'nobody') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** Who may and who has: one line for each thing that the policy asks for, and whose approvals do not count. */
export function NeedList({ view }: { view: Pick<PlanView, 'verdict' | 'editors' | 'policy'> }) {
  const { needs, excluded, expired } = view.verdict;
  return (
    <>
      <ul aria-label="Approvals that are needed" className="pt-2 text-13">
        {needs.map(({ roles, count, have }, at) => (
          <li key={at} className="flex flex-wrap items-center gap-x-2 border-t border-line py-1">
            <StateMark
              look={have.length >= count ? 'done' : 'waiting'}
              word={`${Math.min(have.length, count)} of ${count}`}
              className="tnum"
            />
            <span>by {either(roles)}</span>
            <span className="text-ink-2">{have.join(', ')}</span>
          </li>
        ))}
      </ul>
      {view.policy.excludeEditors && view.editors.length > 0 && (
        <p className="text-12 text-ink-3">
          Edited by {view.editors.join(', ')}: their own approvals do not count
          {excluded.length > 0 && `, though ${excluded.join(', ')} approved`}.
        </p>
      )}
      {expired.length > 0 && <p className="text-12 text-ink-3">Expired: {expired.join(', ')}.</p>}
    </>
  );
}
