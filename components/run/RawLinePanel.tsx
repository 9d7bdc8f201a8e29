'use client';

import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { Panel } from '@/components/ui/Panel';
import { Segmented } from '@/components/ui/Segmented';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { useCopy } from '@/components/ui/use-copy';
import { formatBytes } from '@/lib/base/time';
import { errorWords } from '@/lib/client/door';
import { type RawLine, useRawLine } from '@/lib/client/run-stream/use-raw-line';

type Props = {
  readonly runId: string;
  readonly line: number;
  readonly onOpenLine: (line: number) => void;
  readonly onClose: () => void;
};

type Form = 'pretty' | 'raw';

/** The line with its JSON laid out; as it is where it is cut or no JSON. */
function laidOut({ text }: RawLine): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** One line of the slog as it was written: the proof behind what the page says. */
export function RawLinePanel({ runId, line, onOpenLine, onClose }: Props) {
  useInSight(line);
  const [form, setForm] = useState<Form>('pretty');
  const { data, error, isPending, refetch } = useRawLine(runId, line);
  const found = data?.found ?? null;
  const actions = (
    <>
      <Button
        look="quiet"
        size="icon"
        aria-label="Line before"
        why={line <= 1 ? 'This is the first line.' : null}
        onClick={() => onOpenLine(line - 1)}
      >
        <ChevronLeft size={16} aria-hidden />
      </Button>
      <Button look="quiet" size="icon" aria-label="Line after" onClick={() => onOpenLine(line + 1)}>
        <ChevronRight size={16} aria-hidden />
      </Button>
      <Segmented label="Form" value={form} onChange={setForm} options={FORMS} />
      {found && <CopyLine text={found.text} />}
      <Button look="quiet" size="icon" aria-label="Close the line" onClick={onClose}>
        <X size={14} aria-hidden />
      </Button>
    </>
  );
  return (
    <div id={panelId(line)} className="min-w-0 shrink-0">
      <Panel
        title={`Line ${line.toLocaleString('en')}`}
        note={found ? `byte ${found.byte.toLocaleString('en')}, ${formatBytes(found.length)}` : undefined}
        actions={actions}
      >
        {isPending && <SkeletonRows rows={3} label="Reading the line" />}
        {error && (
          <ErrorState
            what="The line could not be read."
            {...errorWords(error)}
            retry={() => void refetch()}
          />
        )}
        {data && !found && (
          <p className="py-2 text-13 text-ink-2">
            The log has {data.total.toLocaleString('en')} lines; line {line.toLocaleString('en')} is not among
            them.
          </p>
        )}
        {found && <LineText found={found} form={form} />}
      </Panel>
    </div>
  );
}

const panelId = (line: number): string => `raw-line-${line}`;

/** Whoever opens a line wants to read it: brings its panel into sight, where it is not. */
function useInSight(line: number): void {
  useEffect(() => {
    document.getElementById(panelId(line))?.scrollIntoView({ block: 'nearest' });
  }, [line]);
}

const FORMS = [
  { value: 'pretty', label: 'Laid out' },
  { value: 'raw', label: 'As written' },
] as const;

function LineText({ found, form }: { found: RawLine; form: Form }) {
  const cut = found.length > new TextEncoder().encode(found.text).length;
  return (
    <>
      <section
        aria-label={`Text of line ${found.line}`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="max-h-[38dvh] overflow-auto"
      >
        <pre dir="auto" className="py-2 font-mono text-12 break-all whitespace-pre-wrap">
          {form === 'pretty' ? laidOut(found) : found.text}
        </pre>
      </section>
      {cut && (
        <p className="text-12 text-ink-3">
          Cut: the line is {formatBytes(found.length)} long, the first {formatBytes(found.text.length)} are
          shown.
        </p>
      )}
    </>
  );
}

function CopyLine({ text }: { text: string }) {
  const { copy, said } = useCopy();
  return (
    <Button size="small" onClick={() => copy(text)}>
      {said === 'copied' ? 'Copied' : said === 'failed' ? 'Select it' : 'Copy'}
    </Button>
  );
}
