'use client';

import { MoreHorizontal } from 'lucide-react';
import { LineLink } from '@/components/run/LineLink';
import { SEVERITY_LOOK } from '@/components/run/severity';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { Menu, MenuItem } from '@/components/ui/Menu';
import { StateMark } from '@/components/ui/StateMark';
import type { TriageRow } from '@/lib/triage/triage';

type Props = {
  readonly row: TriageRow;
  readonly vatName: string | null;
  readonly selected: boolean;
  /** Why whoever looks may not mark it at all, or not accept it. */
  readonly whyNot: string | null;
  readonly whyNoAccept: string | null;
  /** Null where there is nothing to select. */
  readonly onSelect: (() => void) | null;
  readonly onOpenLine: (line: number) => void;
  readonly onAccept: () => void;
  readonly onBenign: () => void;
  readonly onTake: () => void;
  readonly onUndo: (markId: string) => void;
};

/** One finding: what it is, what was said of it, and what can be said. */
export function FindingRow(props: Props) {
  const { row, vatName, selected, onSelect, onOpenLine } = props;
  const { finding, state, news } = row;
  const text = (
    <>
      <StateMark
        look={SEVERITY_LOOK[finding.severity]}
        word={finding.severity}
        className="w-22 shrink-0 self-center"
      />
      <span
        className={cn('min-w-0 flex-[1_1_16rem] break-words', state !== 'open' && 'text-ink-3')}
        dir="auto"
      >
        {finding.message}
      </span>
      {news === 'new' && state === 'open' && <Badge>new</Badge>}
      <span className="font-mono text-12 text-ink-3">
        {[finding.rule, vatName ?? finding.vatID].filter(Boolean).join(' · ')}
      </span>
    </>
  );
  const textClass = 'flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-sm text-left';
  return (
    <li className={cn('border-b border-line py-1.5 text-13', selected && 'bg-accent-soft')}>
      <div className="flex min-w-0 items-baseline gap-x-3">
        {onSelect ? (
          <button type="button" aria-pressed={selected} onClick={onSelect} className={textClass}>
            {text}
          </button>
        ) : (
          <div className={textClass}>{text}</div>
        )}
        <span className="text-12 text-ink-3">
          line <LineLink line={finding.line} onOpen={onOpenLine} />
        </span>
        <RowActions {...props} />
      </div>
      <Said row={row} />
    </li>
  );
}

/** Who said what of it. */
function Said({ row: { mark, assigned, state } }: Pick<Props, 'row'>) {
  if (!mark && !assigned) return null;
  return (
    <p className="pl-2 text-12 text-ink-3 [overflow-wrap:anywhere]" dir="auto">
      {mark && `${state === 'benign' ? 'Noise' : 'Accepted'}, says ${mark.actor}: ${mark.reason}`}
      {mark && assigned && ' · '}
      {assigned && `${assigned.assignee} looks at it.`}
    </p>
  );
}

function RowActions({ row, whyNot, whyNoAccept, onAccept, onBenign, onTake, onUndo }: Props) {
  const { mark, assigned, finding } = row;
  const label = `Triage: ${finding.message}`;
  const whyNoNoise =
    finding.severity === 'blocker' ? 'A blocker is accepted by itself, with a reason.' : null;
  return (
    <Menu
      label={label}
      trigger={
        <Button size="small" look="quiet" aria-label={label} className="self-center">
          <MoreHorizontal aria-hidden className="size-4" />
        </Button>
      }
    >
      {mark ? (
        <MenuItem why={whyNot} onSelect={() => onUndo(mark.id)}>
          {row.state === 'benign' ? 'It is not noise' : 'Take the acceptance back'}
        </MenuItem>
      ) : (
        <>
          <MenuItem why={whyNoAccept} onSelect={onAccept}>
            Accept…
          </MenuItem>
          <MenuItem why={whyNot ?? whyNoNoise} onSelect={onBenign}>
            Mark as noise…
          </MenuItem>
        </>
      )}
      {assigned ? (
        <MenuItem why={whyNot} onSelect={() => onUndo(assigned.id)}>
          Nobody looks at it
        </MenuItem>
      ) : (
        <MenuItem why={whyNoAccept} onSelect={onTake}>
          I look at it
        </MenuItem>
      )}
    </Menu>
  );
}
