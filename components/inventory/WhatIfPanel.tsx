'use client';

import { useDeferredValue, useMemo } from 'react';
import { FATE_LOOKS } from '@/components/inventory/words';
import { formatCount } from '@/components/ui/count';
import { Panel } from '@/components/ui/Panel';
import { type Look, StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { counted } from '@/lib/base/words';
import { type Inventory, sayVat } from '@/lib/inventory/inventory';
import { FATE_WORDS, type Fate, type WhatIfStep, whatIf } from '@/lib/inventory/what-if';
import type { Plan } from '@/lib/plan/plan';

type Props = { plan: Plan; inventory: Inventory };

/** A pair of an upgraded vat and one that it hurts, in one line. */
type Hurt = {
  readonly key: string;
  readonly vat: string;
  readonly by: string;
  readonly promises: number;
  readonly objects: number;
  readonly fate: Fate;
  readonly atStepId: string | null;
};

/** Severed and abandoned together: a vat that is hurt both ways by the same upgrade is one line. */
function hurtBy({ severed, abandoned }: WhatIfStep): Hurt[] {
  const lines = new Map<string, Hurt>();
  for (const one of severed) {
    const key = `${one.vatID} ${one.subscriber}`;
    const vat = sayVat({ vatID: one.subscriber, name: one.subscriberName });
    const { promises, fate, atStepId } = one;
    lines.set(key, { key, vat, by: sayVat(one), promises, objects: 0, fate, atStepId });
  }
  for (const one of abandoned) {
    const key = `${one.vatID} ${one.importer}`;
    const vat = sayVat({ vatID: one.importer, name: one.importerName });
    const { objects, fate, atStepId } = one;
    const known = lines.get(key) ?? { key, vat, by: sayVat(one), promises: 0, objects, fate, atStepId };
    lines.set(key, { ...known, objects });
  }
  return [...lines.values()];
}

const comeBack = (steps: readonly WhatIfStep[]): number =>
  new Set(
    steps.flatMap(({ severed }) =>
      severed.flatMap(({ fate, subscriber }) =>
        fate === 'must-come-back' || fate === 'upgraded-before' ? [subscriber] : [],
      ),
    ),
  ).size;

/** Nobody is said to be spared where something cannot be foretold. */
function verdictOf(steps: readonly WhatIfStep[]): { look: Look; word: string } {
  const back = comeBack(steps);
  if (back > 0) return { look: 'attention', word: `${counted(back, 'vat')} must come back` };
  const unknown = steps.filter(({ notes }) => notes.length > 0).length;
  if (unknown > 0) return { look: 'unknown', word: `${counted(unknown, 'step')} cannot be foretold` };
  return { look: 'done', word: 'nobody must come back' };
}

/** Who is cut off at each step of the order as it is shown, and what becomes of them; it follows every move of a step. */
export function WhatIfPanel({ plan, inventory }: Props) {
  // The move is painted first, its consequences with the next frame.
  const shown = useDeferredValue(plan);
  const steps = useMemo(() => whatIf(shown, inventory), [shown, inventory]);
  const places = useMemo(() => new Map(shown.steps.map(({ id }, at) => [id, at + 1])), [shown]);
  return (
    <Panel
      title="What if, in this order"
      note={`as ${inventory.label} has it`}
      className="mt-8"
      actions={<StateMark {...verdictOf(steps)} className="text-13 tnum" />}
    >
      {steps.length === 0 && <p className="py-2 text-13 text-ink-2">The plan has no step of code.</p>}
      <ol aria-label="What each step does">
        {steps.map((step) => (
          <StepEffect key={step.stepId} step={step} places={places} />
        ))}
      </ol>
    </Panel>
  );
}

type EffectProps = { step: WhatIfStep; places: ReadonlyMap<string, number> };

const sayLosses = ({ queuedMessages, abandonedObjects }: WhatIfStep): string =>
  [
    queuedMessages > 0 ? `${counted(queuedMessages, 'waiting message')} rejected` : '',
    abandonedObjects > 0 ? `${counted(abandonedObjects, 'export')} break` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');

function StepEffect({ step, places }: EffectProps) {
  const hurt = hurtBy(step);
  const losses = sayLosses(step);
  return (
    <li className="border-b border-line py-2 text-13">
      <p className="[overflow-wrap:anywhere]">
        <span className="tnum text-ink-3">{places.get(step.stepId) ?? '–'}</span>{' '}
        <span className="font-medium">{step.title}</span>{' '}
        <span className="text-ink-2">
          {step.upgrades.length === 0
            ? 'upgrades no vat that is known'
            : `upgrades ${step.upgrades.map(sayVat).join(', ')}`}
          {hurt.length === 0 && '; nobody else is cut off'}
          {losses !== '' && `; ${losses}`}.
        </span>
      </p>
      {step.notes.map((note) => (
        <p key={note} className="text-12 text-ink-3">
          {note}
        </p>
      ))}
      {hurt.length > 0 && <HurtTable title={step.title} hurt={hurt} places={places} />}
    </li>
  );
}

function HurtTable({
  title,
  hurt,
  places,
}: {
  title: string;
  hurt: readonly Hurt[];
  places: EffectProps['places'];
}) {
  return (
    <Table scrolls={`Cut off by ${title}, as a table`}>
      <caption className="sr-only">Who is cut off by {title}</caption>
      <TableHead>
        <tr>
          <Heading className="w-56">Fate</Heading>
          <Heading>Cut off</Heading>
          <Heading className="hidden sm:table-cell">By</Heading>
          <Heading figures>Promises</Heading>
          <Heading figures>Objects</Heading>
        </tr>
      </TableHead>
      <TableBody>
        {hurt.map(({ key, vat, by, promises, objects, fate, atStepId }) => (
          <Row key={key}>
            <Cell className="whitespace-nowrap" title={FATE_WORDS[fate].meaning}>
              <StateMark
                look={FATE_LOOKS[fate]}
                word={`${FATE_WORDS[fate].word}${atStepId === null ? '' : `, step ${places.get(atStepId) ?? '–'}`}`}
              />
            </Cell>
            <Cell className="min-w-44 [overflow-wrap:anywhere]">{vat}</Cell>
            <Cell className="hidden [overflow-wrap:anywhere] sm:table-cell">{by}</Cell>
            <Cell figures>{formatCount(promises)}</Cell>
            <Cell figures>{formatCount(objects)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
