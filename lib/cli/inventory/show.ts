import { formatBytes } from '@/lib/base/time';
import { table } from '@/lib/cli/analyze/table';
import { loadInventory } from '@/lib/cli/inventory/load-inventory';
import { readOptions } from '@/lib/cli/inventory/options';
import type { InventoryTerminal } from '@/lib/cli/inventory/terminal';
import { plain } from '@/lib/cli/plain';
import { ask, serverOptions } from '@/lib/cli/server-door';
import { EXIT } from '@/lib/cli/terminal';
import type { Inventory, InventoryVat } from '@/lib/inventory/inventory';
import { inventoryJson } from '@/lib/inventory/inventory-json';
import { mergeInventories } from '@/lib/inventory/merge';
import { shortBundle } from '@/lib/inventory/say-fact';
import { upgradable } from '@/lib/inventory/upgradable';
import { paths } from '@/lib/url/paths';

const HEADS = [
  'vat',
  'name',
  'kind',
  '>inc',
  'runs',
  'upgrade?',
  '>c-list',
  '>decides',
  '>lost',
  '>heap',
  '>replay',
];

const number = (value: number | null | undefined): string => (value == null ? '–' : String(value));

function rowOf(vat: InventoryVat, inventory: Inventory): string[] {
  const { clist, snapshot, transcript } = vat;
  const replay = transcript && transcript.startPos !== null ? transcript.endPos - transcript.startPos : null;
  const code = vat.contractBundleID ?? vat.bundleID;
  return [
    vat.vatID,
    vat.name ?? '–',
    `${vat.kind ?? '–'}${vat.critical ? ' critical' : ''}`,
    number(vat.incarnation),
    code === null ? '–' : shortBundle(code),
    upgradable(vat, inventory).verdict,
    number(clist && clist.objects + clist.promises + clist.devices),
    number(vat.decides?.total),
    number(vat.ephemeralExports?.total),
    snapshot?.uncompressed == null ? '–' : formatBytes(snapshot.uncompressed),
    number(replay),
  ];
}

function endedLines({ terminated }: Inventory): string[] {
  if (terminated.length === 0) return [];
  const rows = terminated.map(({ vatID, name, left }) => [
    vatID,
    name ?? '–',
    ...[left?.clist, left?.vatstore, left?.snapshots, left?.transcript].map(number),
  ]);
  const heads = ['terminated', 'name', '>c-list keys left', '>vatstore', '>snapshots', '>transcript'];
  return ['', ...table(heads, rows)];
}

/** An inventory as people read it in a terminal. */
export function inventoryText(inventory: Inventory): string {
  const { label, chain, vats, terminated, currentZcf, notes } = inventory;
  const facts = [
    ...(chain.chainId === null ? [] : [chain.chainId]),
    ...(chain.height === null ? [] : [`block ${chain.height}`]),
    `${vats.length} vats, ${terminated.length} terminated and not yet deleted`,
    ...(currentZcf === null ? [] : [`new contracts get ZCF ${shortBundle(currentZcf)}`]),
  ];
  return `${[
    `${label}: ${facts.join(' · ')}`,
    '',
    ...table(
      HEADS,
      vats.map((vat) => rowOf(vat, inventory)),
    ),
    ...endedLines(inventory),
    ...(notes.length === 0 ? [] : ['', ...notes.map(({ where, message }) => `note, ${where}: ${message}`)]),
  ].join('\n')}\n`;
}

async function sendInventory(
  inventory: Inventory,
  values: ReturnType<typeof readOptions>['values'],
  terminal: InventoryTerminal,
): Promise<void> {
  const server = await serverOptions(values, terminal);
  const answer = await ask(server, paths.api.inventories({ label: inventory.label, name: inventory.label }), {
    method: 'POST',
    body: inventoryJson(inventory),
  });
  const id: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'id') : null;
  terminal.err(`${server.url}${paths.inventory(String(id))}\n`);
}

/** `vatdeck inventory PATH…`: what vats there are; several sources are merged, the first's word counts. */
export async function show(argv: readonly string[], terminal: InventoryTerminal): Promise<number> {
  const { values, positionals } = readOptions(argv, ['label', 'send', 'url', 'token-file']);
  let inventory = await loadInventory(positionals[0], values, terminal);
  for (const name of positionals.slice(1))
    inventory = mergeInventories(inventory, await loadInventory(name, values, terminal));
  if (values.label !== undefined) inventory = { ...inventory, label: values.label };
  if (values.send) await sendInventory(inventory, values, terminal);
  terminal.out(
    values.json ? `${JSON.stringify(inventoryJson(inventory))}\n` : plain(inventoryText(inventory)),
  );
  return EXIT.done;
}
