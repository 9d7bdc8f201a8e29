import { type PlanChange, sayChange } from '@/lib/plan/diff';

type Props = { changes: readonly PlanChange[]; label: string; none?: string };

/** What differs between two plans, in words, one line each. */
export function ChangeList({ changes, label, none = 'Nothing differs.' }: Props) {
  if (changes.length === 0) return <p className="py-1 text-13 text-ink-2">{none}</p>;
  return (
    <ul aria-label={label} className="text-13">
      {changes.map((change, at) => (
        <li key={at} className="border-b border-line py-1 text-ink-2 [overflow-wrap:anywhere] last:border-0">
          {sayChange(change)}
        </li>
      ))}
    </ul>
  );
}
