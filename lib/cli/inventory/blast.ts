import { table } from '@/lib/cli/analyze/table';
import { loadInventory } from '@/lib/cli/inventory/load-inventory';
import { readOptions } from '@/lib/cli/inventory/options';
import type { InventoryTerminal } from '@/lib/cli/inventory/terminal';
import { plain } from '@/lib/cli/plain';
import { loadPlan } from '@/lib/cli/plan/load-plan';
import { serverOptions } from '@/lib/cli/server-door';
import { CliFault, EXIT } from '@/lib/cli/terminal';
import { type BlastRadius, blastRadius } from '@/lib/inventory/blast-radius';
import { type Inventory, sayVat } from '@/lib/inventory/inventory';
import { FATE_WORDS, type WhatIfStep, whatIf } from '@/lib/inventory/what-if';

const number = (value: number | null): string => (value === null ? '–' : String(value));

function vatText(radius: BlastRadius): string {
  const heads = ['cut off', '>promises', 'which'];
  const rows = radius.subscribers.map((one) => [
    sayVat(one),
    String(one.promises),
    one.kpids.slice(0, 6).join(' '),
  ]);
  const importers = radius.importersOfAbandoned.map((one) => [
    sayVat(one),
    String(one.objects),
    String(one.reachable),
  ]);
  return `${[
    `${sayVat(radius)} decides ${number(radius.promisesDecided)} promises; ${number(radius.queuedMessages)} messages wait for them; ${number(radius.abandonedObjects)} objects would be abandoned.`,
    ...(rows.length === 0 ? [] : ['', ...table(heads, rows)]),
    ...(importers.length === 0
      ? []
      : ['', ...table(['holds what is abandoned', '>objects', '>can send to'], importers)]),
    ...(radius.cut ? ['', 'The inventory keeps only the first of them: there may be more names.'] : []),
  ].join('\n')}\n`;
}

const allText = (all: readonly BlastRadius[]): string =>
  `${table(
    ['vat', '>decides', '>subscribers', '>queued', '>abandoned', '>importers'],
    all.map((one) => [
      sayVat(one),
      number(one.promisesDecided),
      String(one.subscribers.length),
      number(one.queuedMessages),
      number(one.abandonedObjects),
      String(one.importersOfAbandoned.length),
    ]),
  ).join('\n')}\n`;

const stepText = ({ title, severed, abandonedObjects, notes }: WhatIfStep): string =>
  [
    title,
    ...severed.map(
      ({ subscriber, subscriberName, promises, vatID, name, fate }) =>
        `  ${sayVat({ vatID: subscriber, name: subscriberName })}: ${promises} of ${sayVat({ vatID, name })}, ${FATE_WORDS[fate].word}`,
    ),
    ...(abandonedObjects === 0 ? [] : [`  ${abandonedObjects} objects are abandoned`]),
    ...notes.map((note) => `  note: ${note}`),
    '',
  ].join('\n');

/** A vat by its id, or by a name that only one has. */
function findVat(inventory: Inventory, wanted: string): string {
  const found = inventory.vats.filter(({ vatID, name }) => vatID === wanted || name === wanted);
  const [vat, other] = found;
  if (!vat) throw new CliFault(EXIT.usage, `The inventory has no vat ${wanted}.`);
  if (other)
    throw new CliFault(
      EXIT.usage,
      `${found.length} vats are called ${wanted}: ${found.map(({ vatID }) => vatID).join(', ')}.`,
    );
  return vat.vatID;
}

/** `vatdeck inventory blast A`: whom an upgrade hurts: of every vat, of one, or of a plan's steps in order. */
export async function blast(argv: readonly string[], terminal: InventoryTerminal): Promise<number> {
  const { values, positionals } = readOptions(argv, ['vat', 'plan', 'url', 'token-file', 'chain', 'name']);
  if (values.vat !== undefined && values.plan !== undefined)
    throw new CliFault(EXIT.usage, 'Name a vat or a plan, not both.');
  const inventory = await loadInventory(positionals[0], values, terminal);
  const say = (value: unknown, text: string): number => {
    terminal.out(values.json ? `${JSON.stringify(value)}\n` : plain(text));
    return EXIT.done;
  };
  if (values.vat !== undefined) {
    const radius = blastRadius(inventory, findVat(inventory, values.vat));
    return say(radius, vatText(radius));
  }
  if (values.plan === undefined) {
    const all = inventory.vats.map(({ vatID }) => blastRadius(inventory, vatID));
    return say({ vats: all }, allText(all));
  }
  const server = await serverOptions(values, terminal);
  const names = { chain: values.chain ?? 'agoric-3', upgradeName: values.name ?? 'unnamed-upgrade' };
  const { plan } = await loadPlan(values.plan, { terminal, server, format: null, ...names });
  const steps = whatIf(plan, inventory);
  return say({ steps }, steps.map(stepText).join('\n'));
}
