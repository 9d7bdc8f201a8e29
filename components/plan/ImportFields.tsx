'use client';

import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { Select } from '@/components/ui/Select';
import { TextArea } from '@/components/ui/TextField';
import { errorWords } from '@/lib/client/door';
import { type Imported, useImport } from '@/lib/client/use-formats';
import { READ_FORMATS } from '@/lib/plan/formats/format';
import type { Plan } from '@/lib/plan/plan';
import { plannedVats } from '@/lib/plan/plan-look';

/** Stands for a name that neither the files nor the reader gave; it must not become one. */
const UNNAMED = 'unnamed';
const named = (plan: Plan): Plan => (plan.upgradeName === UNNAMED ? { ...plan, upgradeName: '' } : plan);

type Props = {
  /** What the reader has typed so far: notations below the plan name neither. */
  chain: string;
  upgradeName: string;
  onRead: (plan: Plan | null) => void;
};

/** Files or pasted text, what was read of them, and what could not be expressed. Nothing is saved here. */
export function ImportFields({ chain, upgradeName, onRead }: Props) {
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [format, setFormat] = useState('auto');
  const input = useRef<HTMLInputElement>(null);
  const reading = useImport();
  const changed = () => {
    reading.reset();
    onRead(null);
  };
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    setFiles([...(target.files ?? [])]);
    changed();
  };
  const read = async () => {
    const given = await Promise.all(
      files.map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    const pasted = text.trim() === '' ? [] : [{ name: 'pasted', text }];
    const names = {
      ...(chain.trim() === '' ? {} : { chain: chain.trim() }),
      upgradeName: upgradeName.trim() === '' ? UNNAMED : upgradeName.trim(),
    };
    reading.mutate(
      { format, files: [...given, ...pasted], ...names },
      { onSuccess: ({ plan }) => onRead(named(plan)) },
    );
  };
  const why =
    files.length === 0 && text.trim() === ''
      ? 'Choose a file or paste some text.'
      : reading.isPending
        ? 'It is being read.'
        : null;
  return (
    <div className="flex flex-col gap-2 pt-3">
      <div className="flex flex-wrap items-end gap-3">
        <input
          ref={input}
          type="file"
          multiple
          aria-label="Files to import"
          className="sr-only"
          tabIndex={-1}
          onChange={take}
        />
        <Button onClick={() => input.current?.click()}>Choose files…</Button>
        <span className="min-w-0 flex-1 truncate pb-1 text-12 text-ink-2">
          {files.map(({ name }) => name).join(', ') || 'or paste below'}
        </span>
        <Select
          beside
          label="Notation"
          value={format}
          onChange={({ target }) => {
            setFormat(target.value);
            changed();
          }}
        >
          <option value="auto">find out</option>
          {READ_FORMATS.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      </div>
      <TextArea
        label="Text"
        rows={5}
        spellCheck={false}
        className="font-mono text-12"
        placeholder='{"steps": [["@agoric/builders/scripts/vats/upgrade-bank.js"]]}'
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          changed();
        }}
      />
      <Button className="self-start" why={why} onClick={() => void read()}>
        Read
      </Button>
      {reading.error && (
        <Notice look="failed" alert>
          <p>Nothing was read. {errorWords(reading.error).where}</p>
          <p className="text-ink-2">{errorWords(reading.error).todo}</p>
        </Notice>
      )}
      {reading.data && <WhatWasRead read={reading.data} />}
    </div>
  );
}

function WhatWasRead({ read: { plan, format, notes } }: { read: Imported }) {
  return (
    <section aria-label="What was read" className="border-y border-line py-2 text-13">
      <p>
        Read as <span className="font-mono text-12">{format}</span>:{' '}
        <span className="tnum">{plan.steps.length}</span> steps, vats{' '}
        {plannedVats({ plan }).join(', ') || 'not named'}.
      </p>
      <ol className="max-h-40 list-decimal overflow-y-auto pl-8 text-ink-2">
        {plan.steps.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ol>
      {notes.length > 0 && (
        <>
          <p className="pt-2">Could not be expressed:</p>
          <ul aria-label="Notes of the import" className="text-ink-2">
            {notes.map(({ where, message }, at) => (
              <li key={at}>
                <span className="font-mono text-12">{where}</span> {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
