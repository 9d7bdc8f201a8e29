'use client';

import { Fact, Facts } from '@/components/run/Facts';
import { LineLink } from '@/components/run/LineLink';
import { SEVERITY_LOOK } from '@/components/run/severity';
import { CopyId } from '@/components/ui/CopyId';
import { StateMark } from '@/components/ui/StateMark';
import { formatBytes, formatDuration } from '@/lib/base/time';
import { incarnationLabel, upgradeLook } from '@/lib/timeline/looks';
import type { Analysis, Block, Finding, Run, Termination, Vat } from '@/lib/upgrade/analysis';

type OpenLine = { readonly onOpenLine: (line: number) => void };

const number = (value: number | null): string => (value === null ? '–' : value.toLocaleString('en'));

const VAT_LOOK = {
  live: 'done',
  upgrading: 'running',
  terminated: 'failed',
  cleaning: 'failed',
  gone: 'failed',
} as const;

type VatProps = OpenLine & {
  readonly vat: Vat;
  readonly analysis: Analysis;
  readonly live: boolean;
  readonly onSelectUpgrade: (index: number) => void;
};

/** One vat: what it runs now, how much it did, and its upgrades. */
export function VatDetail({ vat, analysis, live, onSelectUpgrade, onOpenLine }: VatProps) {
  const upgrades = analysis.upgrades.flatMap((upgrade, index) =>
    upgrade.vatID === vat.vatID ? [{ upgrade, index, ...upgradeLook(upgrade, analysis, live) }] : [],
  );
  return (
    <>
      <StateMark look={VAT_LOOK[vat.state]} word={vat.state} className="pt-2" />
      <Facts>
        <Fact name="Incarnation">{number(vat.incarnation)}</Fact>
        <Fact name="Worker">{vat.managerType ?? '–'}</Fact>
        <Fact name="Kind">{vat.dynamic === null ? '–' : vat.dynamic ? 'dynamic' : 'static'}</Fact>
        <Fact name="Deliveries">{number(vat.deliveries)}</Fact>
        <Fact name="Computrons">{number(vat.computrons)}</Fact>
        <Fact name="Errors">{number(vat.errors)}</Fact>
        {vat.bundleID !== null && (
          <Fact name="Bundle">
            <CopyId value={vat.bundleID} name="bundle id" shown={16} />
          </Fact>
        )}
        <Fact name="First line">
          <LineLink line={vat.firstLine} onOpen={onOpenLine} />
        </Fact>
      </Facts>
      {upgrades.length > 0 && <h3 className="pt-3 text-12 font-medium text-ink-2">Upgrades</h3>}
      <ul>
        {upgrades.map(({ upgrade, index, look, word }) => (
          <li key={index} className="border-b border-line py-1 text-13">
            <button
              type="button"
              className="flex w-full items-baseline gap-3 rounded-sm text-left hover:underline"
              onClick={() => onSelectUpgrade(index)}
            >
              <StateMark look={look} word={word} className="w-28" />
              <span className="flex-1 font-mono tnum">{incarnationLabel(upgrade)}</span>
              <span className="text-ink-3 tnum">{formatDuration(upgrade.seconds)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function RunDetail({ run, analysis, onOpenLine }: OpenLine & { run: Run; analysis: Analysis }) {
  const names = new Map(analysis.vats.map(({ vatID, name }) => [vatID, name]));
  const busiest = [...run.cells].sort((a, b) => b.seconds - a.seconds).slice(0, 8);
  return (
    <>
      <Facts>
        <Fact name="Block">{run.blockHeight}</Fact>
        <Fact name="Phase">{run.phase ?? '–'}</Fact>
        <Fact name="Trigger">{run.trigger ? `${run.trigger.type} ${run.trigger.source ?? ''}` : '–'}</Fact>
        {run.step !== null && <Fact name="Core proposal step">{run.step}</Fact>}
        <Fact name="Duration">{formatDuration(run.seconds)}</Fact>
        <Fact name="Deliveries">{number(run.deliveryCranks)}</Fact>
        <Fact name="Cranks">
          {run.firstCrank === null ? '–' : `${run.firstCrank} to ${run.lastCrank ?? '?'}`}
        </Fact>
        <Fact name="Beans used">{number(run.usedBeans)}</Fact>
        <Fact name="Finished">{run.finished ? 'yes' : 'no'}</Fact>
        <Fact name="Lines">
          <LineLink line={run.startLine} onOpen={onOpenLine} /> to{' '}
          <LineLink line={run.endLine} onOpen={onOpenLine} />
        </Fact>
      </Facts>
      {busiest.length > 0 && <h3 className="pt-3 text-12 font-medium text-ink-2">Busiest vats</h3>}
      <ul>
        {busiest.map((cell) => (
          <li key={cell.vatID} className="flex items-baseline gap-3 border-b border-line py-1 text-13">
            <span className="flex-1 truncate">{names.get(cell.vatID) ?? cell.vatID}</span>
            <span className="text-ink-3 tnum">{number(cell.deliveries)} deliveries</span>
            <span className="w-16 text-right font-mono tnum">{formatDuration(cell.seconds)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export const BlockDetail = ({ block, onOpenLine }: OpenLine & { block: Block }) => (
  <Facts>
    <Fact name="Runs">{number(block.runs)}</Fact>
    <Fact name="Duration">{formatDuration(block.seconds)}</Fact>
    <Fact name="Kernel worked">{formatDuration(block.endBlockSeconds)}</Fact>
    {block.bundlingSeconds !== null && (
      <Fact name="Bundling before it">{formatDuration(block.bundlingSeconds)}</Fact>
    )}
    {block.commitSeconds !== null && <Fact name="Commit">{formatDuration(block.commitSeconds)}</Fact>}
    {block.rss !== null && <Fact name="Memory after it">{formatBytes(block.rss)}</Fact>}
    <Fact name="Committed">
      {block.lost ? 'no: executed again later' : block.committed ? 'yes' : 'not yet'}
    </Fact>
    <Fact name="Block time">
      {block.blockTime === null ? '–' : new Date(block.blockTime * 1000).toISOString()}
    </Fact>
    <Fact name="First line">
      <LineLink line={block.startLine} onOpen={onOpenLine} />
    </Fact>
  </Facts>
);

export const TerminationDetail = ({ termination, onOpenLine }: OpenLine & { termination: Termination }) => (
  <>
    <StateMark
      look={termination.failure ? 'failed' : 'attention'}
      word={termination.failure ? 'terminated with a failure' : 'terminated'}
      className="pt-2"
    />
    <Facts>
      <Fact name="Vat">
        {termination.name} <span className="font-mono text-12 text-ink-3">{termination.vatID}</span>
      </Fact>
      <Fact name="Seen by">{termination.evidence}</Fact>
      <Fact name="Block">{number(termination.blockHeight)}</Fact>
      <Fact name="Line">
        <LineLink line={termination.line} onOpen={onOpenLine} />
      </Fact>
    </Facts>
    {termination.info !== null && (
      <p className="border-l-2 border-failed py-1 pl-2 font-mono text-12 break-words" dir="auto">
        {termination.info}
      </p>
    )}
  </>
);

type FindingProps = OpenLine & {
  readonly finding: Finding;
  readonly onSelectUpgrade: (index: number) => void;
};

export function FindingDetail({ finding, onOpenLine, onSelectUpgrade }: FindingProps) {
  const { upgradeIndex } = finding;
  return (
    <>
      <StateMark look={SEVERITY_LOOK[finding.severity]} word={finding.severity} className="pt-2" />
      <p className="py-2 text-13 break-words" dir="auto">
        {finding.message}
      </p>
      <Facts>
        <Fact name="Rule">
          <span className="font-mono text-12">{finding.rule}</span>
        </Fact>
        <Fact name="Line">
          <LineLink line={finding.line} onOpen={onOpenLine} />
        </Fact>
        {Object.entries(finding.params).map(([name, value]) => (
          <Fact key={name} name={name}>
            {String(value)}
          </Fact>
        ))}
        {upgradeIndex !== undefined && (
          <Fact name="Upgrade">
            <button
              type="button"
              className="rounded-sm text-accent hover:underline"
              onClick={() => onSelectUpgrade(upgradeIndex)}
            >
              Show the upgrade
            </button>
          </Fact>
        )}
      </Facts>
    </>
  );
}
