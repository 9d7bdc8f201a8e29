'use client';

import { useMemo, useState } from 'react';
import { toast } from 'sonner';
import { BenignDialog } from '@/components/run/BenignDialog';
import { FindingRow } from '@/components/run/FindingRow';
import { Button } from '@/components/ui/Button';
import { ReasonDialog } from '@/components/ui/ReasonDialog';
import { Segmented } from '@/components/ui/Segmented';
import { counted } from '@/lib/base/words';
import { errorWords } from '@/lib/client/door';
import { useMe, useWhyNot } from '@/lib/client/use-me';
import { type NewMark, useTriage, useTriageActs } from '@/lib/client/use-triage';
import { keyParts } from '@/lib/triage/finding-key';
import { countTriage, type TriageRow, triage } from '@/lib/triage/triage';
import type { Analysis, Finding, Severity } from '@/lib/upgrade/analysis';

type Props = {
  readonly runId: string;
  readonly analysis: Analysis;
  /** Findings that need the plan; they are in no list that is selected from. */
  readonly ofPlan: readonly Finding[];
  readonly selectedIndex: number | null;
  readonly onSelect: (index: number) => void;
  readonly onOpenLine: (line: number) => void;
};

type Filter = 'open' | 'accepted' | 'benign' | 'new' | 'info' | 'all';
/** `index` is the finding's place in the document; null for those of the plan. */
type Item = { readonly row: TriageRow; readonly index: number | null };
type Asking = { readonly what: 'accepted' | 'benign'; readonly row: TriageRow };

const PAGE = 100;
const WEIGHT: Record<Severity, number> = { blocker: 0, warning: 1, info: 2 };
const EMPTY: Readonly<Record<Filter, string>> = {
  open: 'No blocker, no warning that is open.',
  accepted: 'None is accepted.',
  benign: 'None is marked as noise.',
  new: 'Nothing that the run before did not have.',
  info: 'None.',
  all: 'None.',
};

const BELONGS: Readonly<Record<Filter, (item: Item) => boolean>> = {
  open: ({ row }) => row.state === 'open' && row.finding.severity !== 'info',
  accepted: ({ row }) => row.state === 'accepted',
  benign: ({ row }) => row.state === 'benign',
  new: ({ row }) => row.news === 'new' && row.state === 'open' && row.finding.severity !== 'info',
  info: ({ row }) => row.finding.severity === 'info',
  all: () => true,
};

/** New before known, blockers before warnings, then as the log has them. */
const gravest = (a: Item, b: Item): number =>
  WEIGHT[a.row.finding.severity] - WEIGHT[b.row.finding.severity] ||
  Number(b.row.news === 'new') - Number(a.row.news === 'new');

/** What rules found in the log and in comparing it with the plan, new and grave first, with what people said of it. */
export function FindingsList({ runId, analysis, ofPlan, selectedIndex, onSelect, onOpenLine }: Props) {
  const [filter, setFilter] = useState<Filter>('open');
  const [shown, setShown] = useState(PAGE);
  const [asking, setAsking] = useState<Asking | null>(null);
  const { data: view } = useTriage(runId);
  const { act } = useTriageActs(runId);
  const { data: me } = useMe();
  const whyNot = useWhyNot('triage');
  const items = useMemo((): Item[] => {
    const keys = view?.baselineKeys ? new Set(view.baselineKeys) : null;
    const rows = triage([...analysis.findings, ...ofPlan], view?.marks ?? [], keys);
    const from = analysis.findings.length;
    return rows.map((row, at) => ({ row, index: at < from ? at : null })).toSorted(gravest);
  }, [analysis.findings, ofPlan, view]);
  const names = useMemo(
    () => new Map(analysis.vats.map(({ vatID, name }) => [vatID, name])),
    [analysis.vats],
  );
  const failed = (error: unknown) => toast(errorWords(error).where);
  const mark = (body: NewMark) => act({ method: 'POST', body }, { onError: failed });
  const counts = countTriage(items.map(({ row }) => row));
  const rows = items.filter(BELONGS[filter]);
  const of = (name: Filter) => items.filter(BELONGS[name]).length;
  const whyNoAccept =
    whyNot ?? (view?.planId == null ? 'This run has no plan that it could be kept for.' : null);
  return (
    <>
      <Segmented
        label="Findings"
        value={filter}
        onChange={setFilter}
        className="my-2 max-w-full flex-wrap"
        options={[
          { value: 'open', label: `Open ${of('open')}` },
          ...(view?.baseline ? [{ value: 'new', label: `New ${of('new')}` } as const] : []),
          { value: 'accepted', label: `Accepted ${counts.accepted}` },
          { value: 'benign', label: `Noise ${counts.benign}` },
          { value: 'info', label: `Info ${of('info')}` },
          { value: 'all', label: `All ${items.length}` },
        ]}
      />
      {view?.baseline && (
        <p className="pb-1 text-12 text-ink-3">New: not in {view.baseline.title}, the run before.</p>
      )}
      {rows.length === 0 && <p className="py-2 text-13 text-ink-2">{EMPTY[filter]}</p>}
      <ul aria-label="Findings">
        {rows.slice(0, shown).map(({ row, index }) => (
          <FindingRow
            key={index ?? row.key}
            row={row}
            vatName={names.get(row.finding.vatID ?? '') ?? null}
            selected={index !== null && index === selectedIndex}
            {...{ whyNot, whyNoAccept }}
            onSelect={index === null ? null : () => onSelect(index)}
            onOpenLine={onOpenLine}
            onAccept={() => setAsking({ what: 'accepted', row })}
            onBenign={() => setAsking({ what: 'benign', row })}
            onTake={() =>
              mark({ kind: 'assigned', finding: keyParts(row.finding), reason: '', assignee: me?.name ?? '' })
            }
            onUndo={(id) => act({ method: 'DELETE', body: { id } }, { onError: failed })}
          />
        ))}
      </ul>
      {rows.length > shown && (
        <Button className="mt-2" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, rows.length - shown)} of {rows.length - shown} more
        </Button>
      )}
      {asking?.what === 'accepted' && (
        <ReasonDialog
          title="Accept this finding"
          description={`${asking.row.finding.message} It is accepted in this run and the next ones of its plan, ${counted(items.filter(({ row }) => row.key === asking.row.key).length, 'time')} here.`}
          verb="Accept finding"
          onSay={(reason) => mark({ kind: 'accepted', finding: keyParts(asking.row.finding), reason })}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.what === 'benign' && (
        <BenignDialog
          finding={asking.row.finding}
          findings={items.map(({ row }) => row.finding)}
          hasPlan={view?.planId != null}
          onSay={mark}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
