import { SOURCE_WORDS } from '@/components/inventory/words';
import { formatCount } from '@/components/ui/count';
import { Panel } from '@/components/ui/Panel';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { counted } from '@/lib/base/words';
import type { TerminatedVat } from '@/lib/inventory/inventory';

const PARTS = [
  ['clist', 'C-list keys'],
  ['vatstore', 'Vatstore keys'],
  ['snapshots', 'Snapshots'],
  ['transcript', 'Transcript items'],
] as const;

function EndState({ left }: { left: TerminatedVat['left'] }) {
  if (left === null) return <StateMark look="unknown" word="ended" />;
  const sum = PARTS.reduce((all, [part]) => all + (left[part] ?? 0), 0);
  return sum > 0 ? (
    <StateMark look="running" word="being deleted" />
  ) : (
    <StateMark look="done" word="nothing left" />
  );
}

/** Vats that were terminated, and what of them is still to be deleted. */
export function EndedTable({ vats }: { vats: readonly TerminatedVat[] }) {
  if (vats.length === 0) return null;
  return (
    <Panel title="Terminated vats" note={`${counted(vats.length, 'vat')}, and what is left to delete`}>
      <Table scrolls="Terminated vats, as a table">
        <caption className="sr-only">Terminated vats</caption>
        <TableHead>
          <tr>
            <Heading>State</Heading>
            <Heading>Vat</Heading>
            <Heading>Name</Heading>
            {PARTS.map(([part, word]) => (
              <Heading key={part} figures>
                {word}
              </Heading>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {vats.map(({ vatID, name, left, from }) => (
            <Row key={vatID} title={SOURCE_WORDS[from]}>
              <Cell>
                <EndState left={left} />
              </Cell>
              <Cell className="font-mono text-12">{vatID}</Cell>
              <Cell className="w-full max-w-0 truncate">{name ?? '–'}</Cell>
              {PARTS.map(([part]) => (
                <Cell key={part} figures>
                  {left?.[part] == null ? '–' : formatCount(left[part])}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
