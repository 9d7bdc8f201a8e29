'use client';

import { useState } from 'react';
import { useNow } from '@/components/ui/Now';
import { Panel } from '@/components/ui/Panel';
import { Select } from '@/components/ui/Select';
import { TextArea, TextField } from '@/components/ui/TextField';
import { Toggle } from '@/components/ui/Toggle';
import type { RunRow } from '@/lib/live/run-row';
import type { ReportDetails } from '@/lib/report/details';
import type { ReportDraft } from '@/lib/report/report-view';

type Props = {
  draft: ReportDraft;
  runs: readonly RunRow[];
  /** Why nothing may be changed; null when it may. */
  why: string | null;
  onChange: (draft: ReportDraft) => void;
};

const PROSE = [
  ['why', 'Why this upgrade'],
  ['doing', 'What a validator must do, one act a line'],
  ['resources', 'Memory, disk, temporary space'],
  ['verify', 'How to verify'],
  ['ifItFails', 'If it fails'],
  ['contacts', 'Contacts'],
  ['notRehearsed', 'What was not rehearsed, one a line'],
] as const satisfies readonly (readonly [keyof ReportDetails, string])[];

const WORDS = [
  ['release', 'Release tag'],
  ['commit', 'Commit'],
  ['image', 'Docker image'],
] as const satisfies readonly (readonly [keyof ReportDetails, string])[];

/** A field that reports what was typed when it is left; Esc puts back what was there. */
function Typed({
  label,
  value,
  area = false,
  why,
  onTyped,
}: {
  label: string;
  value: string;
  area?: boolean;
  why: string | null;
  onTyped: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const field = {
    label,
    value: typed ?? value,
    readOnly: why !== null,
    onChange: ({ target }: { target: { value: string } }) => setTyped(target.value),
    onBlur: () => {
      if (typed !== null && typed !== value) onTyped(typed);
      setTyped(null);
    },
    onKeyDown: ({ key }: { key: string }) => key === 'Escape' && setTyped(null),
  };
  return area ? <TextArea {...field} rows={4} maxLength={5000} /> : <TextField {...field} maxLength={200} />;
}

/** Everything that the author decides; each change is given up at once. */
export function DraftFields({ draft, runs, why, onChange }: Props) {
  const set = (change: Partial<ReportDraft>) => onChange({ ...draft, ...change });
  const setDetails = (change: Partial<ReportDetails>) => set({ details: { ...draft.details, ...change } });
  return (
    <div className="flex flex-col gap-5">
      <Panel title="Report">
        <div className="flex flex-col gap-3 pt-2">
          <Typed
            label="Title"
            value={draft.title}
            why={why}
            onTyped={(title) => title.trim() && set({ title })}
          />
          <div className="grid gap-3 sm:grid-cols-3">
            {WORDS.map(([name, label]) => (
              <Typed
                key={name}
                label={label}
                value={draft.details[name]}
                why={why}
                onTyped={(value) => setDetails({ [name]: value })}
              />
            ))}
          </div>
        </div>
      </Panel>
      <RunFields draft={draft} runs={runs} why={why} onSet={set} />
      <NowFields draft={draft} why={why} onSet={set} />
      <Panel title="Words">
        <div className="flex flex-col gap-3 pt-2">
          {PROSE.map(([name, label]) => (
            <Typed
              key={name}
              area
              label={label}
              value={draft.details[name]}
              why={why}
              onTyped={(value) => setDetails({ [name]: value })}
            />
          ))}
        </div>
      </Panel>
    </div>
  );
}

type PartProps = { draft: ReportDraft; why: string | null; onSet: (change: Partial<ReportDraft>) => void };

function RunFields({ draft, runs, why, onSet }: PartProps & { runs: readonly RunRow[] }) {
  const own = runs.filter(({ id, planId }) => planId === draft.planId || draft.runIds.includes(id));
  const others = runs.filter((run) => !own.includes(run));
  const toggle = (id: string) => (checked: boolean) =>
    why === null &&
    onSet({ runIds: checked ? [...draft.runIds, id] : draft.runIds.filter((known) => known !== id) });
  return (
    <Panel title="Rehearsals it is made from" note={`${draft.runIds.length} chosen`}>
      <div className="flex flex-col gap-1.5 pt-2">
        {own.length === 0 && (
          <p className="text-13 text-ink-2">No run of this plan yet; the report will say so.</p>
        )}
        {own.map(({ id, title, kind }) => (
          <Toggle
            key={id}
            label={`${title} (${kind})`}
            checked={draft.runIds.includes(id)}
            onChange={toggle(id)}
          />
        ))}
        {others.length > 0 && (
          <Select
            label="Add a run of something else"
            value=""
            onChange={({ target }) => target.value && toggle(target.value)(true)}
          >
            <option value="">Choose a run</option>
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
        <Select
          label="Scale the forecast to the machine of"
          value={draft.referenceRunId ?? ''}
          onChange={({ target }) => why === null && onSet({ referenceRunId: target.value || null })}
        >
          <option value="">Nothing: as the rehearsals were</option>
          {runs.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
        <Select
          label="Follow this run during the upgrade"
          value={draft.followRunId ?? ''}
          onChange={({ target }) => why === null && onSet({ followRunId: target.value || null })}
        >
          <option value="">None: the report stays as published</option>
          {runs.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      </div>
    </Panel>
  );
}

const utcMinute = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** A block of the chain whose time is known: from it the time of the upgrade is reckoned. */
function NowFields({ draft, why, onSet }: PartProps) {
  const { now } = draft;
  const clock = useNow();
  const set = (height: string, at: string, seconds: string) => {
    const [h, t, s] = [
      Number(height),
      Date.parse(`${at}:00Z`),
      seconds.trim() === '' ? null : Number(seconds),
    ];
    const fits = Number.isInteger(h) && h > 0 && !Number.isNaN(t) && (s === null || s > 0);
    if (height.trim() === '') onSet({ now: null });
    else if (fits) onSet({ now: { height: h, at: t, seconds: s } });
  };
  const height = now === null ? '' : String(now.height);
  const at = utcMinute(now?.at ?? clock);
  const seconds = now?.seconds == null ? '' : String(now.seconds);
  return (
    <Panel title="When the height comes" note="from a block whose time is known">
      <div className="grid gap-3 pt-2 sm:grid-cols-3">
        <Typed label="Height" value={height} why={why} onTyped={(value) => set(value, at, seconds)} />
        <Typed label="Its time (UTC)" value={at} why={why} onTyped={(value) => set(height, value, seconds)} />
        <Typed
          label="Seconds a block (empty: from the runs)"
          value={seconds}
          why={why}
          onTyped={(value) => set(height, at, value)}
        />
      </div>
    </Panel>
  );
}
