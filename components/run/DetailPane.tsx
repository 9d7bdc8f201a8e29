'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  BlockDetail,
  FindingDetail,
  RunDetail,
  TerminationDetail,
  VatDetail,
} from '@/components/run/OtherDetails';
import { UpgradeDetail } from '@/components/run/UpgradeDetail';
import { Button } from '@/components/ui/Button';
import { Kbd } from '@/components/ui/Kbd';
import { Panel } from '@/components/ui/Panel';
import { assertNever } from '@/lib/base/assert';
import type { BoardRow } from '@/lib/timeline/board';
import type { Target } from '@/lib/timeline/marks';
import type { Analysis } from '@/lib/upgrade/analysis';

type Props = {
  readonly target: Target;
  readonly analysis: Analysis;
  readonly board: readonly BoardRow[];
  readonly live: boolean;
  readonly onOpenLine: (line: number) => void;
  readonly onSelect: (target: Target) => void;
  readonly onClose: () => void;
};

type Shown = { readonly title: string; readonly body: ReactNode };

/** What is selected, beside the timeline. */
export function DetailPane(props: Props) {
  const shown = show(props) ?? {
    title: 'Not in this log',
    body: (
      <p className="py-2 text-13 text-ink-2">The link names something that this log does not show (yet).</p>
    ),
  };
  const close = (
    <Button look="quiet" size="small" onClick={props.onClose} aria-label="Close the detail">
      <Kbd keys="Esc" />
      <X size={14} aria-hidden />
    </Button>
  );
  return (
    <Panel title={shown.title} actions={close}>
      {shown.body}
    </Panel>
  );
}

function show({ target, analysis, board, live, onOpenLine, onSelect }: Props): Shown | null {
  const at = Number(target.id);
  const onSelectUpgrade = (index: number): void => onSelect({ kind: 'upgrade', id: String(index) });
  switch (target.kind) {
    case 'upgrade': {
      const upgrade = analysis.upgrades[at];
      const body = upgrade && <UpgradeDetail {...{ upgrade, analysis, live, onOpenLine }} />;
      return upgrade ? { title: `Upgrade of ${upgrade.name ?? upgrade.vatID}`, body } : null;
    }
    case 'vat': {
      const vat = analysis.vats.find(({ vatID }) => vatID === target.id);
      const body = vat && <VatDetail {...{ vat, analysis, live, onOpenLine, onSelectUpgrade }} />;
      return vat ? { title: `Vat ${vat.vatID} ${vat.name ?? ''}`, body } : null;
    }
    case 'run': {
      const run = analysis.runs[at];
      const body = run && <RunDetail {...{ run, analysis, onOpenLine }} />;
      return run ? { title: `Run ${run.runNum} of block ${run.blockHeight}`, body } : null;
    }
    case 'block': {
      const block = analysis.blocks[at];
      const body = block && <BlockDetail {...{ block, onOpenLine }} />;
      return block ? { title: `Block ${block.blockHeight}`, body } : null;
    }
    case 'finding': {
      const finding = analysis.findings[at];
      const body = finding && <FindingDetail {...{ finding, onOpenLine, onSelectUpgrade }} />;
      return finding ? { title: 'Finding', body } : null;
    }
    case 'termination': {
      const termination = analysis.terminations[at];
      const body = termination && <TerminationDetail {...{ termination, onOpenLine }} />;
      return termination ? { title: `Termination of ${termination.name ?? termination.vatID}`, body } : null;
    }
    case 'step':
      return showStep(board.find(({ key }) => key === target.id));
    default:
      return assertNever(target.kind);
  }
}

const showStep = (row: BoardRow | undefined): Shown | null =>
  row
    ? {
        title: `Step ${row.stepNo ?? ''}: ${row.title}`,
        body: (
          <p className="py-2 text-13 text-ink-2">
            {row.word === 'not run'
              ? 'The log ended before this step.'
              : 'The log has not reached this step. Its upgrade will show here.'}
          </p>
        ),
      }
    : null;
