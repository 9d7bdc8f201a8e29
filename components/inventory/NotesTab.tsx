import { SOURCE_NAMES } from '@/components/inventory/words';
import { CopyId } from '@/components/ui/CopyId';
import { Panel } from '@/components/ui/Panel';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { formatBytes } from '@/lib/base/time';
import { counted } from '@/lib/base/words';
import type { Inventory } from '@/lib/inventory/inventory';

/** What it was read from, and everything that was cut, odd or not read. */
export function NotesTab({ inventory }: { inventory: Inventory }) {
  const { sources, notes } = inventory;
  return (
    <div className="flex flex-col gap-8">
      <Panel title="Read from" note={counted(sources.length, 'source')}>
        <Table>
          <caption className="sr-only">Sources of the inventory</caption>
          <TableHead>
            <tr>
              <Heading>Kind</Heading>
              <Heading>Name</Heading>
              <Heading figures>Size</Heading>
              <Heading>SHA-256</Heading>
            </tr>
          </TableHead>
          <TableBody>
            {sources.map(({ kind, name, bytes, sha256 }, at) => (
              <Row key={at}>
                <Cell className="whitespace-nowrap">{SOURCE_NAMES[kind]}</Cell>
                <Cell className="w-full [overflow-wrap:anywhere]">{name}</Cell>
                <Cell figures>{bytes === null ? '–' : formatBytes(bytes)}</Cell>
                <Cell>{sha256 === null ? '–' : <CopyId value={sha256} name="SHA-256" />}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </Panel>
      <Panel title="Notes" note={counted(notes.length, 'note')}>
        {notes.length === 0 ? (
          <p className="py-2 text-13 text-ink-2">Nothing was cut, odd or left unread.</p>
        ) : (
          <ul className="text-13">
            {notes.map(({ where, message }, at) => (
              <li key={at} className="border-b border-line py-1 [overflow-wrap:anywhere]">
                <span className="font-mono text-12 text-ink-2">{where}</span> {message}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}
