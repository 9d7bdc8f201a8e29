'use client';

import type { ReactNode } from 'react';
import { Severed } from '@/components/inventory/Severed';
import type { VatRow } from '@/components/inventory/vat-rows';
import { SOURCE_WORDS, UPGRADABLE_MARKS } from '@/components/inventory/words';
import { Button } from '@/components/ui/Button';
import { CopyId } from '@/components/ui/CopyId';
import { formatCount } from '@/components/ui/count';
import { Panel } from '@/components/ui/Panel';
import { StateMark } from '@/components/ui/StateMark';
import { formatBytes } from '@/lib/base/time';
import { counted } from '@/lib/base/words';
import { type InventoryVat, sayVat, VAT_FACTS, type VatFact } from '@/lib/inventory/inventory';
import { FACT_WORDS, sayValue } from '@/lib/inventory/say-fact';

const size = (bytes: number | null): string => (bytes === null ? 'size not known' : formatBytes(bytes));

/** Facts whose value needs more words than the value itself. */
const SAYS: Partial<Record<VatFact, (vat: InventoryVat) => ReactNode>> = {
  transcript: ({ transcript }) =>
    transcript &&
    `${transcript.startPos === null ? 'ends' : `${formatCount(transcript.endPos - transcript.startPos)} items, from ${formatCount(transcript.startPos)}`} at ${formatCount(transcript.endPos)}`,
  snapshot: ({ snapshot }) =>
    snapshot &&
    `${size(snapshot.compressed)} packed, ${size(snapshot.uncompressed)} in memory, at ${formatCount(snapshot.pos)}`,
  clist: ({ clist }) =>
    clist &&
    `${counted(clist.objects, 'object')} (${formatCount(clist.exports)} exported, ${formatCount(Math.max(0, clist.objects - clist.exports))} imported), ${counted(clist.promises, 'promise')}, ${counted(clist.devices, 'device')}`,
};

function Value({ vat, fact }: { vat: InventoryVat; fact: VatFact }) {
  const value = vat[fact];
  if (value === null) return vat.from[fact] === undefined ? 'not known' : 'none';
  if (typeof value === 'string' && /^b[01]-/.test(value))
    return <CopyId value={value} name={FACT_WORDS[fact]} shown={11} />;
  return SAYS[fact]?.(vat) ?? sayValue(value);
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** Everything that is known of one vat: each fact with where it is from, whether it may be upgraded, and whom that hurts. */
export function VatDetail({ row, onVat }: { row: VatRow; onVat: (vatID: string | null) => void }) {
  const { vat, reach, radius } = row;
  return (
    <Panel
      title={sayVat(vat)}
      actions={
        <Button size="small" look="quiet" onClick={() => onVat(null)}>
          Close
        </Button>
      }
    >
      <p className="flex flex-wrap gap-x-2 py-2 text-13">
        <StateMark
          look={UPGRADABLE_MARKS[reach.verdict].look}
          word={`upgradable: ${UPGRADABLE_MARKS[reach.verdict].word}`}
        />
        <span className="min-w-0 [overflow-wrap:anywhere]">{reach.reason}</span>
        {reach.link !== null && (
          <a href={reach.link} target="_blank" rel="noreferrer" className="underline underline-offset-4">
            Why
          </a>
        )}
      </p>
      <dl className="border-y border-line text-13">
        {VAT_FACTS.map((fact) => (
          <div key={fact} className="grid grid-cols-[9rem_1fr] gap-x-3 py-0.5">
            <dt className="text-ink-2">{capital(FACT_WORDS[fact])}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">
              <Value vat={vat} fact={fact} /> <From vat={vat} fact={fact} />
            </dd>
          </div>
        ))}
      </dl>
      <Severed radius={radius} onVat={onVat} />
    </Panel>
  );
}

function From({ vat, fact }: { vat: InventoryVat; fact: VatFact }) {
  const source = vat.from[fact];
  return source === undefined ? null : <span className="text-12 text-ink-3">{SOURCE_WORDS[source]}</span>;
}
