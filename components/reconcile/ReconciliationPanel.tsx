'use client';

import { GapList } from '@/components/reconcile/GapList';
import { ProofLine } from '@/components/reconcile/ProofLine';
import { SeveredTable } from '@/components/reconcile/SeveredTable';
import { Panel } from '@/components/ui/Panel';
import { StateMark } from '@/components/ui/StateMark';
import { counted } from '@/lib/base/words';
import type { Coverage } from '@/lib/reconcile/coverage';
import type { PlannedFlag, PlannedRow, PlannedStatus, Reconciliation } from '@/lib/reconcile/reconcile';
import type { Upgrade } from '@/lib/upgrade/analysis';

type Props = {
  readonly reconciliation: Reconciliation;
  readonly coverage: Coverage;
  readonly upgrades: readonly Upgrade[];
  readonly live: boolean;
  readonly onSelectUpgrade: (index: number) => void;
  readonly onOpenLine: (line: number) => void;
};

const LOOK: Readonly<Record<PlannedStatus, 'done' | 'failed' | 'running' | 'waiting' | 'attention'>> = {
  done: 'done',
  failed: 'failed',
  pending: 'running',
  'not-seen': 'attention',
};
const WORD: Readonly<Record<PlannedStatus, string>> = {
  done: 'done',
  failed: 'failed',
  pending: 'pending',
  'not-seen': 'not seen',
};
const FLAG: Readonly<Record<PlannedFlag, string>> = {
  'wrong-bundle': 'other bundle than planned',
  'wrong-incarnation': 'other incarnation than planned',
  'out-of-order': 'before a vat of an earlier step',
  'shared-run': 'another upgrade in the same run',
  'not-isolated': 'not alone until its callback',
};

const cell = 'border-b border-line py-1.5 pr-3 align-baseline';

/** What the plan asked for against what the log shows, each with the line that proves it, and what the run did not try. */
export function ReconciliationPanel(props: Props) {
  const { reconciliation, coverage, upgrades, live, onOpenLine } = props;
  const { planned, extra, severed } = reconciliation;
  const done = planned.filter(({ status }) => status === 'done').length;
  return (
    <Panel
      title="Planned and happened"
      note={`${done} of ${counted(planned.length, 'upgrade')} done; ${coverage.covered} of ${coverage.planned} tried`}
    >
      <div className="overflow-x-auto">
        <table className="w-full text-left text-13">
          <thead className="text-12 text-ink-3">
            <tr>
              {['Step', 'Vat', 'Status', 'What the log says', 'Line'].map((head) => (
                <th key={head} scope="col" className="border-b border-line py-1 pr-3 font-normal">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {planned.map((row, at) => (
              <PlannedLine key={`${row.step}/${at}`} row={row} {...props} />
            ))}
            {extra.map((index) => (
              <ExtraLine key={index} index={index} upgrade={upgrades[index]} {...props} />
            ))}
          </tbody>
        </table>
      </div>
      <GapList coverage={coverage} live={live} onOpenLine={onOpenLine} />
      {severed && <SeveredTable severed={severed} onOpenLine={onOpenLine} />}
    </Panel>
  );
}

function PlannedLine({ row, live, onSelectUpgrade, onOpenLine }: Props & { row: PlannedRow }) {
  const waits = row.status === 'not-seen' && live;
  const { upgradeIndex } = row;
  return (
    <tr>
      <td className={`${cell} tnum`}>{row.step}</td>
      <td className={`${cell} font-mono text-12`}>
        {upgradeIndex === null ? (
          row.vat
        ) : (
          <button
            type="button"
            className="rounded-sm text-accent underline-offset-2 hover:underline"
            onClick={() => onSelectUpgrade(upgradeIndex)}
          >
            {row.vat}
          </button>
        )}
      </td>
      <td className={cell}>
        <StateMark look={waits ? 'waiting' : LOOK[row.status]} word={waits ? 'waiting' : WORD[row.status]} />
      </td>
      <td className={`${cell} min-w-48 [overflow-wrap:anywhere]`} dir="auto">
        {row.why}
        {row.attempts.length > 1 && ` ${row.attempts.length} attempts; the last one counts.`}
        {row.flags.length > 0 && (
          <span className="block text-12 text-attention">
            {row.flags.map((flag) => FLAG[flag]).join('; ')}
          </span>
        )}
      </td>
      <td className={cell}>
        <ProofLine line={row.proof?.line ?? null} onOpenLine={onOpenLine} />
      </td>
    </tr>
  );
}

function ExtraLine({
  index,
  upgrade,
  onSelectUpgrade,
  onOpenLine,
}: Props & { index: number; upgrade: Upgrade | undefined }) {
  return (
    <tr>
      <td className={cell}>–</td>
      <td className={`${cell} font-mono text-12`}>
        <button
          type="button"
          className="rounded-sm text-accent underline-offset-2 hover:underline"
          onClick={() => onSelectUpgrade(index)}
        >
          {upgrade?.name ?? upgrade?.vatID ?? index}
        </button>
      </td>
      <td className={cell}>
        <StateMark look="attention" word="not planned" />
      </td>
      <td className={cell}>The plan does not ask for it.</td>
      <td className={cell}>
        <ProofLine line={upgrade?.startLine ?? null} onOpenLine={onOpenLine} />
      </td>
    </tr>
  );
}
