import path from 'node:path';
import { table } from '@/lib/cli/analyze/table';
import { loadInventory } from '@/lib/cli/inventory/load-inventory';
import { readOptions } from '@/lib/cli/inventory/options';
import type { InventoryTerminal } from '@/lib/cli/inventory/terminal';
import { plain } from '@/lib/cli/plain';
import { readSource } from '@/lib/cli/plan/load-plan';
import { CliFault, EXIT } from '@/lib/cli/terminal';
import { type BuiltBundles, parseBuiltBundles } from '@/lib/inventory/built-bundles';
import { compareInventories, sayInventoryChange } from '@/lib/inventory/compare-inventories';
import { type Drift, driftOf } from '@/lib/inventory/drift';
import { planFromInventory } from '@/lib/inventory/plan-from-inventory';
import { shortBundle } from '@/lib/inventory/say-fact';

/** `vatdeck inventory compare A B`: what changed from A to B. */
export async function compare(argv: readonly string[], terminal: InventoryTerminal): Promise<number> {
  const { values, positionals } = readOptions(argv, []);
  if (positionals.length !== 2)
    throw new CliFault(EXIT.usage, 'Usage: vatdeck inventory compare BEFORE AFTER');
  const before = await loadInventory(positionals[0], values, terminal);
  const after = await loadInventory(positionals[1], values, terminal);
  const changes = compareInventories(before, after);
  const said = changes.length === 0 ? ['Nothing changed.'] : changes.map(sayInventoryChange);
  terminal.out(values.json ? `${JSON.stringify({ changes })}\n` : plain(`${said.join('\n')}\n`));
  return changes.length === 0 ? EXIT.done : EXIT.differs;
}

async function readBuilt(names: readonly string[], terminal: InventoryTerminal): Promise<BuiltBundles> {
  const files = [];
  for (const name of names) files.push({ ...(await readSource(name, terminal)), name: path.basename(name) });
  const built = parseBuiltBundles(files);
  if (!built.ok) throw new CliFault(EXIT.usage, built.error);
  for (const { where, message } of built.value.notes) terminal.err(plain(`note, ${where}: ${message}\n`));
  return built.value;
}

const driftText = (drift: readonly Drift[]): string =>
  `${table(
    ['vat', 'name', 'verdict', 'runs', 'built', 'why'],
    drift.map(({ vatID, name, verdict, running, built, reason }) => [
      vatID,
      name ?? '–',
      verdict,
      running === null ? '–' : shortBundle(running),
      built === null ? '–' : shortBundle(built),
      reason,
    ]),
  ).join('\n')}\n`;

/** `vatdeck inventory drift A --built FILE…`: which vats are behind what a branch builds. */
export async function drift(argv: readonly string[], terminal: InventoryTerminal): Promise<number> {
  const { values, positionals } = readOptions(argv, ['built']);
  const [name, ...more] = positionals;
  const files = [...(values.built ?? []), ...more];
  if (files.length === 0)
    throw new CliFault(
      EXIT.usage,
      'Usage: vatdeck inventory drift A --built FILE… (builder outputs or bundle manifests)',
    );
  const verdicts = driftOf(await loadInventory(name, values, terminal), await readBuilt(files, terminal));
  terminal.out(values.json ? `${JSON.stringify({ drift: verdicts })}\n` : plain(driftText(verdicts)));
  return verdicts.some(({ verdict }) => verdict === 'behind') ? EXIT.differs : EXIT.done;
}

/** `vatdeck inventory plan A --name U`: a plan of every vat that is behind, or of all that can be upgraded. */
export async function plan(argv: readonly string[], terminal: InventoryTerminal): Promise<number> {
  const { values, positionals } = readOptions(argv, ['built', 'name', 'chain']);
  const [name, ...more] = positionals;
  if (values.name === undefined)
    throw new CliFault(
      EXIT.usage,
      'Usage: vatdeck inventory plan A --name UPGRADE [--built FILE…] [--chain ID]',
    );
  const inventory = await loadInventory(name, values, terminal);
  const files = [...(values.built ?? []), ...more];
  const behind = files.length === 0 ? null : driftOf(inventory, await readBuilt(files, terminal));
  const names = { chain: values.chain ?? inventory.chain.chainId ?? 'agoric-3', upgradeName: values.name };
  const made = planFromInventory(inventory, behind, names, terminal.newId);
  terminal.out(`${JSON.stringify(made, null, 2)}\n`);
  return EXIT.done;
}
