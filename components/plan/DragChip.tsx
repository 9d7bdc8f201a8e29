'use client';

import { useEffect, useRef } from 'react';
import { StateMark } from '@/components/ui/StateMark';
import type { Violation } from '@/lib/plan/violation';

export type Landing = {
  readonly name: string;
  /** Where it would stand, in words. */
  readonly where: string;
  readonly broken: readonly Violation[];
  /** Why it cannot stand there; null if it can. */
  readonly refused: string | null;
};

const BESIDE = 14;
const WIDTH = 340;

/** Follows the pointer in the document, without drawing anything again. */
function useAtPointer() {
  const chip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent) => {
      const x = Math.min(clientX + BESIDE, window.innerWidth - WIDTH);
      if (chip.current)
        chip.current.style.transform = `translate(${Math.max(0, x)}px, ${clientY + BESIDE}px)`;
    };
    window.addEventListener('pointermove', follow, { capture: true });
    return () => window.removeEventListener('pointermove', follow, { capture: true });
  }, []);
  return chip;
}

/** What is in the hand, where it would land, and the rules that it would break there. */
export function DragChip({ landing }: { landing: Landing | null }) {
  const chip = useAtPointer();
  return (
    <div
      ref={chip}
      aria-hidden
      hidden={!landing}
      className="pointer-events-none fixed left-0 top-0 z-50 w-max max-w-80 rounded-md border border-accent bg-raised px-3 py-1.5 text-13 shadow-float"
    >
      {landing && <InHand landing={landing} />}
    </div>
  );
}

function InHand({ landing: { name, where, broken, refused } }: { landing: Landing }) {
  return (
    <>
      <span className="font-medium">{name}</span> <span className="tnum text-ink-3">{where}</span>
      {refused && (
        <p className="flex flex-col pt-1 text-12 text-ink-2">
          <StateMark look="failed" word="not possible" className="text-12" />
          {refused}
        </p>
      )}
      {broken.slice(0, 2).map(({ key, strength, message }) => (
        <p key={key} className="flex flex-col pt-1 text-12 text-ink-2">
          <StateMark
            look={strength === 'hard' ? 'failed' : 'attention'}
            word={strength === 'hard' ? 'breaks a rule' : 'against advice'}
            className="text-12"
          />
          {message}
        </p>
      ))}
    </>
  );
}
