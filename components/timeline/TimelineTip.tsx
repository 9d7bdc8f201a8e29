import type { Pointed } from '@/components/timeline/listen';
import type { Description } from '@/lib/timeline/describe';

const OFF = 14;

/** What lies under the pointer, beside it; it never covers it and never takes the pointer. */
export function TimelineTip({ at, says }: { at: Pointed; says: Description }) {
  const facts = says.facts.filter((fact) => fact !== '–');
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-10 max-w-72 rounded-md bg-ink px-2 py-1 text-12 text-bg shadow-float"
      style={{
        top: at.y + OFF,
        left: `min(${at.x + OFF}px, calc(100% - 18rem))`,
      }}
    >
      <div className="font-medium">{says.title}</div>
      {facts.length > 0 && <div className="tnum opacity-80">{facts.join(' · ')}</div>}
    </div>
  );
}
