'use client';

import { useEffect, useRef, useState } from 'react';
import type { Analysis } from '@/lib/upgrade/analysis';

/** Not more often than this (ms): a screen reader must be able to finish. */
const AT_MOST_EVERY = 10_000;

type Heard = { readonly findings: number; readonly upgrades: number; readonly ended: boolean };

function news(before: Heard, now: Heard, analysis: Analysis, word: string): string {
  const fresh = analysis.findings.slice(before.findings);
  const worst = fresh.find(({ severity }) => severity === 'blocker') ?? fresh[0];
  const done = now.upgrades - before.upgrades;
  return [
    done > 0 ? `${done} ${done === 1 ? 'upgrade' : 'upgrades'} finished.` : '',
    worst
      ? `${fresh.length} new ${fresh.length === 1 ? 'finding' : 'findings'}: ${worst.severity}, ${worst.message}`
      : '',
    now.ended && !before.ended ? `The run has ended: ${word}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const heardOf = (analysis: Analysis, open: boolean): Heard => ({
  findings: analysis.findings.length,
  upgrades: analysis.upgrades.filter(({ progress }) => progress !== 'running').length,
  ended: !open,
});

/** Speaks findings and the end of the run to a screen reader, politely; what was there at the start is not news. */
export function Announcer({ analysis, open, word }: { analysis: Analysis; open: boolean; word: string }) {
  const [said, setSaid] = useState('');
  const heard = useRef<Heard | null>(null);
  const last = useRef(0);
  useEffect(() => {
    const now = heardOf(analysis, open);
    const before = heard.current;
    if (!before) {
      heard.current = now;
      return undefined;
    }
    const text = news(before, now, analysis, word);
    if (text === '') return undefined;
    const timer = window.setTimeout(
      () => {
        last.current = Date.now();
        heard.current = now;
        setSaid(text);
      },
      Math.max(0, last.current + AT_MOST_EVERY - Date.now()),
    );
    return () => window.clearTimeout(timer);
  }, [analysis, open, word]);
  return (
    <output aria-live="polite" className="sr-only">
      {said}
    </output>
  );
}
