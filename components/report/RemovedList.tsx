'use client';

import { Panel } from '@/components/ui/Panel';
import { Toggle } from '@/components/ui/Toggle';
import { counted } from '@/lib/base/words';
import type { Removed } from '@/lib/report/sanitise';

type Props = {
  removed: readonly Removed[];
  allowed: readonly string[];
  why: string | null;
  onAllow: (allowed: string[]) => void;
};

/** What sanitising took out, each to be let out by the author; what was let out before stays in the list. */
export function RemovedList({ removed, allowed, why, onAllow }: Props) {
  const change = (text: string) => (keep: boolean) =>
    why === null && onAllow(keep ? [...allowed, text] : allowed.filter((known) => known !== text));
  return (
    <Panel title="Taken out before publication" note={counted(removed.length, 'text')}>
      {removed.length + allowed.length === 0 ? (
        <p className="py-2 text-13 text-ink-2">
          Nothing in it looks like a host name, an address, a path, an account or a key.
        </p>
      ) : (
        <ul className="flex flex-col gap-1 py-2">
          {allowed.map((text) => (
            <li key={text}>
              <Toggle label={`${text}: let out`} checked onChange={change(text)} />
            </li>
          ))}
          {removed.map(({ kind, text, where, count }) => (
            <li key={text} className="[overflow-wrap:anywhere]">
              <Toggle
                label={`${text} (${kind}, ${counted(count, 'time')}, first in ${where})`}
                checked={false}
                onChange={change(text)}
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
