'use client';

import { useState } from 'react';
import { LineLink } from '@/components/run/LineLink';
import { Dialog } from '@/components/ui/Dialog';
import { StateMark } from '@/components/ui/StateMark';
import type { LineCount, Source } from '@/lib/upgrade/analysis';

type Props = { readonly source: Source; readonly onOpenLine: (line: number) => void };

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, n) => total + n, 0);

/** How many lines were of no known type or broken; a press lists them. Nothing is dropped in silence. */
export function OddLines({ source, onOpenLine }: Props) {
  const [open, setOpen] = useState(false);
  const unknown = sum(source.unknownTypes);
  const broken = source.unparsable.count + source.notEntries.count;
  const go = (line: number): void => {
    setOpen(false);
    onOpenLine(line);
  };
  return (
    <div>
      <dt className="text-12 text-ink-3">Unknown, broken</dt>
      <dd>
        <button
          type="button"
          onClick={() => setOpen(true)}
          className="rounded-sm font-mono text-14 underline decoration-line-strong decoration-dotted underline-offset-4 tnum"
        >
          {unknown.toLocaleString('en')}, {broken.toLocaleString('en')}
        </button>
        {broken > 0 && <StateMark look="attention" word="broken lines" className="pl-2 text-12" />}
        <Dialog
          open={open}
          onOpenChange={setOpen}
          title="Lines that were not understood"
          description="They are kept and counted; nothing else was skipped."
        >
          <UnknownTypes types={source.unknownTypes} />
          <LineNumbers title="Not JSON" of={source.unparsable} onOpen={go} />
          <LineNumbers title="JSON, but not an entry" of={source.notEntries} onOpen={go} />
          {source.truncatedTail && (
            <p className="py-2 text-13">
              The log ends inside line <LineLink line={source.truncatedTail.line} onOpen={go} />.
            </p>
          )}
        </Dialog>
      </dd>
    </div>
  );
}

function UnknownTypes({ types }: { types: Record<string, number> }) {
  const rows = Object.entries(types).sort(([, a], [, b]) => b - a);
  return (
    <section className="py-2 text-13">
      <h3 className="text-12 text-ink-3">Entries of an unknown type</h3>
      {rows.length === 0 && <p>None.</p>}
      <ul>
        {rows.map(([type, n]) => (
          <li key={type} className="flex gap-4 border-b border-line py-1">
            <span className="min-w-0 flex-1 font-mono text-12 break-all">{type}</span>
            <span className="font-mono tnum">{n.toLocaleString('en')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LineNumbers({
  title,
  of,
  onOpen,
}: {
  title: string;
  of: LineCount;
  onOpen: (line: number) => void;
}) {
  const more = of.count - of.lines.length;
  return (
    <section className="py-2 text-13">
      <h3 className="text-12 text-ink-3">
        {title}: {of.count.toLocaleString('en')}
      </h3>
      <p className="flex flex-wrap gap-x-3">
        {of.lines.map((line) => (
          <LineLink key={line} line={line} onOpen={onOpen} />
        ))}
        {more > 0 && <span className="text-ink-3">and {more.toLocaleString('en')} more</span>}
      </p>
    </section>
  );
}
