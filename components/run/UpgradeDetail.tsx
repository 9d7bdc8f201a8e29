'use client';

import { Fact, Facts } from '@/components/run/Facts';
import { LineLink } from '@/components/run/LineLink';
import { CopyId } from '@/components/ui/CopyId';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { formatDuration } from '@/lib/base/time';
import { FATE_WORDS, incarnationLabel, severedFate, upgradeLook } from '@/lib/timeline/looks';
import { upgradeProof } from '@/lib/timeline/upgrade-proof';
import type { Analysis, Delivery, Severed, Upgrade } from '@/lib/upgrade/analysis';

type Props = {
  readonly upgrade: Upgrade;
  readonly analysis: Analysis;
  readonly live: boolean;
  readonly onOpenLine: (line: number) => void;
};

/** One upgrade: how it ended, the proof of each of its states, its deliveries, whom it told. */
export function UpgradeDetail({ upgrade, analysis, live, onOpenLine }: Props) {
  const { look, word } = upgradeLook(upgrade, analysis, live);
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 pt-2">
        <StateMark look={look} word={word} />
        <span className="font-mono text-13 tnum">{incarnationLabel(upgrade)}</span>
        <span className="text-13 text-ink-2">{formatDuration(upgrade.seconds)}</span>
      </div>
      {upgrade.error !== null && (
        <p
          className="mt-2 max-h-40 overflow-y-auto border-l-2 border-failed py-1 pl-2 font-mono text-12 break-words whitespace-pre-wrap"
          dir="auto"
        >
          {upgrade.error}
        </p>
      )}
      <Place upgrade={upgrade} />
      <Proof upgrade={upgrade} live={live} onOpenLine={onOpenLine} />
      <Deliveries deliveries={upgrade.deliveries} />
      <Told severed={upgrade.severed} onOpenLine={onOpenLine} />
    </>
  );
}

function Place({ upgrade }: { upgrade: Upgrade }) {
  const { blockHeight, runNum, phase, step, deliveryCrank, upgradeID, bundleID, upgradeMessage } = upgrade;
  const console = Object.entries(upgrade.console);
  return (
    <Facts>
      {blockHeight !== null && (
        <Fact name="Where">
          block {blockHeight}
          {runNum !== null && `, run ${runNum}`}
          {phase !== null && ` (${phase})`}
          {deliveryCrank !== null && `, crank ${deliveryCrank}`}
        </Fact>
      )}
      {step !== null && <Fact name="Core proposal step">{step}</Fact>}
      {upgradeID !== null && (
        <Fact name="Upgrade id">
          <span className="font-mono text-12">{upgradeID}</span>
        </Fact>
      )}
      {bundleID !== null && (
        <Fact name="Bundle">
          <CopyId value={bundleID} name="bundle id" shown={16} />
        </Fact>
      )}
      {upgradeMessage !== null && <Fact name="Message">{upgradeMessage}</Fact>}
      {upgrade.pageIn && (
        <Fact name="Paged in first">
          {upgrade.pageIn.deliveries} replayed deliveries, {formatDuration(upgrade.pageIn.seconds)}
        </Fact>
      )}
      {console.length > 0 && (
        <Fact name="Console">{console.map(([level, n]) => `${n} ${level}`).join(', ')}</Fact>
      )}
      {!upgrade.isolated && <Fact name="Isolated">no: other upgrades&rsquo; cranks fall in between</Fact>}
    </Facts>
  );
}

const HEAD = 'pt-3 text-12 font-medium text-ink-2';

function Proof({
  upgrade,
  live,
  onOpenLine,
}: {
  upgrade: Upgrade;
  live: boolean;
  onOpenLine: (line: number) => void;
}) {
  return (
    <>
      <h3 className={HEAD}>Proof</h3>
      <ol>
        {upgradeProof(upgrade, live).map(({ word, says, look, line }) => (
          <li key={word} className="flex items-baseline gap-x-3 border-b border-line py-1 text-13">
            <StateMark look={look} word={word} className="w-30 shrink-0" />
            <span className="min-w-0 flex-1 text-12 text-ink-2">{says}</span>
            <LineLink line={line} onOpen={onOpenLine} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0) return null;
  return (
    <>
      <h3 className={HEAD}>Deliveries</h3>
      <Table>
        <TableHead>
          <tr>
            <Heading>Dispatch</Heading>
            <Heading>Status</Heading>
            <Heading figures>Duration</Heading>
            <Heading figures>Computrons</Heading>
          </tr>
        </TableHead>
        <TableBody>
          {deliveries.map((delivery) => (
            <Row key={`${delivery.dispatch}${delivery.deliveryNum}`}>
              <Cell className="font-mono text-12">{delivery.dispatch}</Cell>
              <Cell>{delivery.status ?? 'open'}</Cell>
              <Cell figures>{formatDuration(delivery.seconds)}</Cell>
              <Cell figures>{delivery.computrons?.toLocaleString('en') ?? '–'}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </>
  );
}

const FATE_LOOK = { 'came-back': 'done', 'gave-up': 'attention', replaced: 'waiting' } as const;

function Told({ severed, onOpenLine }: { severed: readonly Severed[]; onOpenLine: (line: number) => void }) {
  return (
    <>
      <h3 className={HEAD}>Subscribers told</h3>
      {severed.length === 0 && <p className="py-1 text-13 text-ink-3">None were cut off.</p>}
      <ul>
        {severed.map((item) => {
          const fate = severedFate(item);
          return (
            <li
              key={`${item.subscriber}${item.kpid}`}
              className="flex items-baseline gap-x-3 border-b border-line py-1 text-13"
            >
              <StateMark
                look={fate ? FATE_LOOK[fate] : 'waiting'}
                word={fate ? FATE_WORDS[fate] : 'itself'}
                className="w-26 shrink-0"
              />
              <span className="min-w-0 flex-1 truncate">
                {item.subscriberName ?? item.subscriber}
                <span className="pl-2 font-mono text-12 text-ink-3">{item.kpid}</span>
              </span>
              <LineLink line={item.line} onOpen={onOpenLine} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
