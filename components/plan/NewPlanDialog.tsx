'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useState } from 'react';
import { CatalogueFields, type Chosen, NOTHING_CHOSEN } from '@/components/plan/CatalogueFields';
import { ImportFields } from '@/components/plan/ImportFields';
import { InventoryFields } from '@/components/plan/InventoryFields';
import { type PlanSource, SOURCES } from '@/components/plan/plan-sources';
import { type InventorySource, useInventorySource, whyNoPlan } from '@/components/plan/use-inventory-source';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { Segmented } from '@/components/ui/Segmented';
import { TextField } from '@/components/ui/TextField';
import { errorWords } from '@/lib/client/door';
import { newStepId } from '@/lib/client/plan-order/use-plan-edits';
import { useMakePlan } from '@/lib/client/use-inventories';
import { planFromInventory } from '@/lib/inventory/plan-from-inventory';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Plan } from '@/lib/plan/plan';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { paths } from '@/lib/url/paths';

const SAYS: Record<PlanSource, string> = {
  nothing: 'A plan without steps, for you to fill.',
  catalogue: 'One step for each builder that you choose, or the steps of a past upgrade.',
  inventory:
    'One step for each vat of a chain that is behind what a branch builds, in an order that the rules allow.',
  import: 'Files or text in a notation of the chain. You see what was read before anything is saved.',
  sample: 'The six vats of the built-in rehearsal chain, bridge first.',
};

type Props = { source: PlanSource; onSource: (source: PlanSource) => void; onClose: () => void };

/** Makes a plan: from nothing, known builders, an inventory, an import or the rehearsal's sample. What was typed is kept when the source changes. */
export function NewPlanDialog({ source, onSource, onClose }: Props) {
  const [names, setNames] = useState({ title: '', chain: 'agoric-3', upgradeName: '' });
  const [chosen, setChosen] = useState<Chosen>(NOTHING_CHOSEN);
  const [read, setRead] = useState<Plan | null>(null);
  const inventory = useInventorySource();
  const create = useMakePlan();
  const router = useRouter();
  const given = { source, names, chosen, read, inventory };
  const why = whyNot(given) ?? (create.isPending ? 'It is being saved.' : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const plan = why ? null : planFrom(given);
    if (!plan) return;
    const inventoryId = source === 'inventory' ? inventory.id : null;
    create.mutate(
      { title: names.title.trim(), plan, inventoryId },
      { onSuccess: ({ id }) => router.push(paths.plan(id)) },
    );
  };
  const took = (imported: Plan | null) => {
    setRead(imported);
    if (imported) setNames((now) => namesOf(imported, now));
  };
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title="New plan"
      description={SAYS[source]}
      className="w-[min(46rem,calc(100vw-1.5rem))]"
      footer={
        <>
          {create.error && <NotMade error={create.error} />}
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-plan" why={why}>
            {source === 'import' ? 'Save as plan' : 'Make plan'}
          </Button>
        </>
      }
    >
      <Segmented label="From" value={source} options={SOURCES} onChange={onSource} />
      <Hidden unless={source === 'import'}>
        <ImportFields chain={names.chain} upgradeName={names.upgradeName} onRead={took} />
      </Hidden>
      <form id="new-plan" onSubmit={submit} className="flex flex-col gap-3 pb-2 pt-3">
        <NameFields names={names} onChange={setNames} sample={source === 'sample'} />
        <Hidden unless={source === 'catalogue'}>
          <CatalogueFields chosen={chosen} onChange={setChosen} />
        </Hidden>
        <Hidden unless={source === 'inventory'}>
          <InventoryFields
            source={inventory}
            onChosen={(chain) => chain !== null && setNames((now) => ({ ...now, chain }))}
          />
        </Hidden>
      </form>
    </Dialog>
  );
}

/** Kept but not shown, so that what was typed is there when one comes back. */
const Hidden = ({ unless, children }: { unless: boolean; children: ReactNode }) => (
  <div hidden={!unless}>{children}</div>
);

type Names = { title: string; chain: string; upgradeName: string };
type Given = {
  source: PlanSource;
  names: Names;
  chosen: Chosen;
  read: Plan | null;
  inventory: InventorySource;
};

const namesOf = ({ chain, upgradeName }: Plan, now: Names): Names => ({
  title: now.title === '' ? upgradeName : now.title,
  chain,
  upgradeName,
});

const partsOf = ({ steps, vatOptionUpdates, constraints }: Chosen): Chosen => ({
  steps,
  vatOptionUpdates,
  constraints,
});

function planFrom({ source, names, chosen, read, inventory }: Given): Plan | null {
  const chain = names.chain.trim();
  const upgradeName = names.upgradeName.trim();
  if (source === 'sample') return rehearsalPlan();
  if (source === 'inventory') return planOf(inventory, { chain, upgradeName });
  if (source === 'import') return read && { ...read, chain, upgradeName };
  return { ...emptyPlan(chain, upgradeName), ...(source === 'catalogue' ? partsOf(chosen) : {}) };
}

/** Made when it is asked for: a plan of 300 vats takes a moment. */
const planOf = (
  { inventory, want, drift }: InventorySource,
  names: { chain: string; upgradeName: string },
): Plan | null =>
  inventory && planFromInventory(inventory, want === 'behind' ? drift : null, names, newStepId);

function whyNot({ source, names, chosen, read, inventory }: Given): string | null {
  if (names.title.trim() === '') return 'Give the plan a title.';
  if (source === 'sample') return null;
  if (source === 'import' && !read) return 'Read something first.';
  if (names.chain.trim() === '' || names.upgradeName.trim() === '') return 'Name the chain and the upgrade.';
  if (source === 'inventory') return whyNoPlan(inventory);
  return source === 'catalogue' && chosen.steps.length === 0 ? 'Choose at least one builder.' : null;
}

type NameProps = { names: Names; onChange: (names: Names) => void; sample: boolean };

function NameFields({ names, onChange, sample }: NameProps) {
  return (
    <>
      <TextField
        label="Title"
        value={names.title}
        onChange={({ target }) => onChange({ ...names, title: target.value })}
      />
      {!sample && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Chain"
            value={names.chain}
            onChange={({ target }) => onChange({ ...names, chain: target.value })}
          />
          <TextField
            label="Upgrade name"
            placeholder="agoric-upgrade-24"
            value={names.upgradeName}
            onChange={({ target }) => onChange({ ...names, upgradeName: target.value })}
          />
        </div>
      )}
    </>
  );
}

function NotMade({ error }: { error: unknown }) {
  const { where, todo } = errorWords(error);
  return (
    <Notice look="failed" alert className="w-full border-0 py-0">
      <p>No plan was made. {where}</p>
      <p className="text-ink-2">{todo}</p>
    </Notice>
  );
}
