'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { behindOf, planOfDrift } from '@/components/inventory/drift-plan';
import { SortHeading } from '@/components/inventory/SortHeading';
import { type SortValue, sortRows } from '@/components/inventory/sort-rows';
import type { InventoryTabProps } from '@/components/inventory/VatsTab';
import { DRIFT_MARKS } from '@/components/inventory/words';
import { Button } from '@/components/ui/Button';
import { CopyId } from '@/components/ui/CopyId';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { Notice } from '@/components/ui/Notice';
import { Panel } from '@/components/ui/Panel';
import { Segmented } from '@/components/ui/Segmented';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TextField } from '@/components/ui/TextField';
import { counted } from '@/lib/base/words';
import { errorWords } from '@/lib/client/door';
import { newStepId } from '@/lib/client/plan-order/use-plan-edits';
import { useDrift, useGiveBundles, useMakePlan } from '@/lib/client/use-inventories';
import { useWhyNot } from '@/lib/client/use-me';
import type { Drift } from '@/lib/inventory/drift';
import type { Inventory } from '@/lib/inventory/inventory';
import { sayVat } from '@/lib/inventory/inventory';
import type { DriftView } from '@/lib/inventory/inventory-view';
import { paths } from '@/lib/url/paths';

/** What a branch builds against what the chain runs, and the plan that brings it up to date. */
export function DriftTab({ id, inventory, shown, show }: InventoryTabProps & { id: string }) {
  const drift = useDrift(id);
  if (drift.isPending) return <SkeletonRows rows={4} label="Reading the built bundles" />;
  if (!drift.data)
    return (
      <ErrorState
        what="The built bundles could not be read."
        {...errorWords(drift.error)}
        retry={() => void drift.refetch()}
      />
    );
  const view = drift.data;
  return (
    <div className="flex flex-col gap-6">
      <BundleFiles id={id} view={view} />
      {view.drift === null ? (
        <EmptyState title="Nothing to compare with yet">
          Give the outputs of builders (…-plan.json), a manifest of names with bundle ids, or bundles
          themselves, as the branch builds them. Each vat is then current, behind, not known or not
          upgradable.
        </EmptyState>
      ) : (
        <>
          <PlanOfBehind id={id} inventory={inventory} drift={view.drift} />
          <DriftTable drift={view.drift} sort={shown.sort} onSort={(sort) => show({ sort })} />
        </>
      )}
    </div>
  );
}

function BundleFiles({ id, view }: { id: string; view: DriftView }) {
  const input = useRef<HTMLInputElement>(null);
  const give = useGiveBundles(id);
  const why = useWhyNot('keep-inventory') ?? (give.isPending ? 'They are being read.' : null);
  const take = async (files: FileList | null) => {
    if (!files || files.length === 0 || why) return;
    give.mutate(
      await Promise.all([...files].map(async (file) => ({ name: file.name, text: await file.text() }))),
    );
  };
  return (
    <Panel
      title="Built bundles"
      note={
        view.drift === null
          ? 'none given'
          : `${counted(view.bundles, 'bundle')} of ${counted(view.files.length, 'file')}`
      }
      actions={
        <Button why={why} onClick={() => input.current?.click()}>
          {view.drift === null ? 'Give built bundles…' : 'Give others…'}
        </Button>
      }
    >
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label="Files of built bundles"
        className="sr-only"
        onChange={({ target }) => void take(target.files)}
      />
      {view.files.length > 0 && (
        <p className="py-1.5 text-13 text-ink-2 [overflow-wrap:anywhere]">{view.files.join(', ')}</p>
      )}
      {view.notes.length > 0 && (
        <ul aria-label="Notes on the bundles" className="pb-1.5 text-12 text-ink-2">
          {view.notes.map(({ where, message }, at) => (
            <li key={at} className="[overflow-wrap:anywhere]">
              <span className="font-mono">{where}</span> {message}
            </li>
          ))}
        </ul>
      )}
      {give.error && (
        <Notice look="failed" alert>
          The bundles were not taken. {errorWords(give.error).where} {errorWords(give.error).todo}
        </Notice>
      )}
    </Panel>
  );
}

type PlanProps = { id: string; inventory: Inventory; drift: readonly Drift[] };

function PlanOfBehind({ id, inventory, drift }: PlanProps) {
  // A store of a node does not say which chain it is of.
  const [chain, setChain] = useState(inventory.chain.chainId ?? 'agoric-3');
  const [upgradeName, setName] = useState('next-upgrade');
  const make = useMakePlan();
  const router = useRouter();
  const mayNot = useWhyNot('make-plan');
  const behind = behindOf(drift);
  const why =
    mayNot ??
    (behind === 0
      ? 'No vat is behind.'
      : upgradeName.trim() === '' || chain.trim() === ''
        ? 'Name the chain and the upgrade.'
        : make.isPending
          ? 'It is being made.'
          : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why) return;
    const body = planOfDrift(
      inventory,
      drift,
      { chain: chain.trim(), upgradeName: upgradeName.trim() },
      newStepId,
    );
    make.mutate({ ...body, inventoryId: id }, { onSuccess: (plan) => router.push(paths.plan(plan.id)) });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
      <TextField
        label="Chain"
        value={chain}
        maxLength={100}
        onChange={({ target }) => setChain(target.value)}
      />
      <TextField
        label="Upgrade name"
        value={upgradeName}
        maxLength={100}
        onChange={({ target }) => setName(target.value)}
      />
      <Button look="primary" type="submit" why={why}>
        Plan for all that are behind ({behind})
      </Button>
      {make.error && (
        <Notice look="failed" alert className="basis-full">
          No plan was made. {errorWords(make.error).where} {errorWords(make.error).todo}
        </Notice>
      )}
    </form>
  );
}

const VERDICTS = ['behind', 'current', 'unknown', 'not-upgradable'] as const;
const COLUMNS: readonly { name: string; word: string; by: (row: Drift) => SortValue }[] = [
  { name: 'verdict', word: 'State', by: ({ verdict }) => VERDICTS.indexOf(verdict) },
  { name: 'name', word: 'Vat', by: ({ name, vatID }) => name ?? vatID },
];

function DriftTable({
  drift,
  sort,
  onSort,
}: {
  drift: readonly Drift[];
  sort: string;
  onSort: (sort: string) => void;
}) {
  const [only, setOnly] = useState<Drift['verdict'] | 'all'>('all');
  const rows = useMemo(() => {
    const kept = only === 'all' ? drift : drift.filter(({ verdict }) => verdict === only);
    return sortRows(kept, COLUMNS, sort === '' ? 'verdict' : sort);
  }, [drift, only, sort]);
  const count = (verdict: Drift['verdict']): number => drift.filter((one) => one.verdict === verdict).length;
  return (
    <Panel title="Drift">
      <div className="overflow-x-auto py-1.5">
        <Segmented
          label="Show"
          className="whitespace-nowrap"
          value={only}
          onChange={setOnly}
          options={[
            { value: 'all', label: `all ${drift.length}` },
            ...VERDICTS.map((value) => ({ value, label: `${DRIFT_MARKS[value].word} ${count(value)}` })),
          ]}
        />
      </div>
      <Table>
        <caption className="sr-only">Each vat against what is built</caption>
        <TableHead>
          <tr>
            {COLUMNS.map(({ name, word }) => (
              <SortHeading key={name} name={name} word={word} sort={sort} onSort={onSort} />
            ))}
            <Heading>Runs</Heading>
            <Heading>Built</Heading>
            <Heading>Why</Heading>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.vatID}>
              <Cell className="whitespace-nowrap align-top">
                <StateMark {...DRIFT_MARKS[row.verdict]} />
              </Cell>
              <Cell className="min-w-36 align-top [overflow-wrap:anywhere]">{sayVat(row)}</Cell>
              <Cell className="whitespace-nowrap align-top">
                <BundleId id={row.running} name={`bundle that ${row.vatID} runs`} />
              </Cell>
              <Cell className="whitespace-nowrap align-top">
                <BundleId id={row.built} name={`bundle built for ${row.vatID}`} />
              </Cell>
              <Cell className="min-w-60 align-top text-ink-2 [overflow-wrap:anywhere]">{row.reason}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

const BundleId = ({ id, name }: { id: string | null; name: string }) =>
  id === null ? '–' : <CopyId value={id} name={name} shown={11} />;
