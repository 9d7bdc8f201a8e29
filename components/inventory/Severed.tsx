import { formatCount } from '@/components/ui/count';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { counted } from '@/lib/base/words';
import type { BlastRadius } from '@/lib/inventory/blast-radius';
import { sayVat } from '@/lib/inventory/inventory';

const FIRST_KPIDS = 6;

/** Some of the promises, and how many more. */
const sayKpids = (kpids: readonly string[]): string =>
  kpids.length > FIRST_KPIDS
    ? `${kpids.slice(0, FIRST_KPIDS).join(' ')} and ${kpids.length - FIRST_KPIDS} more`
    : kpids.join(' ');

type Props = { radius: BlastRadius; onVat: (vatID: string) => void };

/** Whom the upgrade of one vat cuts off, and which of its exports break for whom. */
export function Severed({ radius, onVat }: Props) {
  const { promisesDecided, subscribers, queuedMessages, unheard, abandonedObjects, cut } = radius;
  if (promisesDecided === null && abandonedObjects === null)
    return (
      <p className="py-2 text-13 text-ink-2">
        Who listens to it and what it exports was not read; a swing-store tells.
      </p>
    );
  return (
    <div className="flex flex-col gap-2 py-2 text-13">
      <p className="text-ink-2">
        {promisesDecided === null
          ? 'Which promises it decides was not read.'
          : `Its upgrade rejects ${counted(promisesDecided, 'promise')}${
              unheard ? `, ${formatCount(unheard)} of them unheard` : ''
            }${queuedMessages ? `, with ${counted(queuedMessages, 'waiting message')}` : ''}.`}{' '}
        {abandonedObjects === null
          ? 'Which exports are not durable was not read.'
          : abandonedObjects === 0
            ? 'Every export is durable.'
            : `${counted(abandonedObjects, 'export')} that ${abandonedObjects === 1 ? 'is' : 'are'} not durable ${abandonedObjects === 1 ? 'breaks' : 'break'}.`}
        {cut && ' The inventory keeps only the first of them: there may be more vats.'}
      </p>
      {subscribers.length > 0 && (
        <Table>
          <caption className="sr-only">Who is severed</caption>
          <TableHead>
            <tr>
              <Heading>Severed</Heading>
              <Heading figures>Promises</Heading>
              <Heading>Which</Heading>
            </tr>
          </TableHead>
          <TableBody>
            {subscribers.map((one) => (
              <Row key={one.vatID}>
                <Cell>
                  <VatButton vat={one} onVat={onVat} self={one.vatID === radius.vatID} />
                </Cell>
                <Cell figures>{formatCount(one.promises)}</Cell>
                <Cell className="font-mono text-12 text-ink-2 [overflow-wrap:anywhere]">
                  {sayKpids(one.kpids)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      <Broken radius={radius} onVat={onVat} />
    </div>
  );
}

function Broken({ radius, onVat }: Props) {
  if (radius.importersOfAbandoned.length === 0) return null;
  return (
    <Table>
      <caption className="sr-only">Whose imports break</caption>
      <TableHead>
        <tr>
          <Heading>Holds what breaks</Heading>
          <Heading figures>Objects</Heading>
          <Heading figures>Can send to</Heading>
        </tr>
      </TableHead>
      <TableBody>
        {radius.importersOfAbandoned.map((one) => (
          <Row key={one.vatID}>
            <Cell>
              <VatButton vat={one} onVat={onVat} self={one.vatID === radius.vatID} />
            </Cell>
            <Cell figures>{formatCount(one.objects)}</Cell>
            <Cell figures>{formatCount(one.reachable)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

type VatButtonProps = {
  vat: { readonly vatID: string; readonly name: string | null };
  onVat: (vatID: string) => void;
  self?: boolean;
};

/** A vat's name that leads to it. */
export const VatButton = ({ vat, onVat, self = false }: VatButtonProps) => (
  <button
    type="button"
    onClick={() => onVat(vat.vatID)}
    className="rounded-sm text-left underline decoration-line-strong underline-offset-4 [overflow-wrap:anywhere] hover:text-accent"
  >
    {sayVat(vat)}
    {self && ' (itself)'}
  </button>
);
