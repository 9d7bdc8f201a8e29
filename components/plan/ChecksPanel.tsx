'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { Panel } from '@/components/ui/Panel';
import { ReasonDialog } from '@/components/ui/ReasonDialog';
import { StateMark } from '@/components/ui/StateMark';
import { TimeAgo } from '@/components/ui/TimeAgo';
import type { WaiverView } from '@/lib/plan/plan-view';
import type { Violation } from '@/lib/plan/violation';

type Props = {
  violations: readonly Violation[];
  waivers: readonly WaiverView[];
  /** What could not be checked, and for want of what. */
  unchecked: readonly string[];
  titleOf: (stepId: string) => string;
  /** Only what this step breaks; null shows all. */
  step: string | null;
  onStep: (stepId: string | null) => void;
  waiveWhy: string | null;
  onWaive: (key: string, reason: string) => Promise<void>;
  onUnwaive: (key: string) => Promise<void>;
};

const FIRST = 40;

/** Every rule that the plan breaks, the hard ones first, each with its reason, where it is, and whether it was waived. */
export function ChecksPanel(props: Props) {
  const { violations, waivers, unchecked, step } = props;
  const [shown, setShown] = useState(FIRST);
  const hard = violations.filter(({ strength }) => strength === 'hard');
  const open = hard.filter(({ key }) => !held(waivers, key)).length;
  const sorted = [...hard, ...violations.filter(({ strength }) => strength !== 'hard')];
  const rows = step === null ? sorted : sorted.filter(({ stepIds }) => stepIds.includes(step));
  return (
    <Panel title="Checks" actions={<Sum open={open} all={violations.length} />}>
      <output className="sr-only">
        {violations.length === 0
          ? 'The plan breaks no rule.'
          : `The plan breaks ${violations.length} rules, ${open} of them hard and open.`}
      </output>
      {step !== null && rows.length < violations.length && (
        <p className="flex flex-wrap items-center gap-x-2 pt-1.5 text-12 text-ink-2">
          Only what “{props.titleOf(step)}” breaks.
          <Button size="small" look="quiet" onClick={() => props.onStep(null)}>
            Show all {violations.length}
          </Button>
        </p>
      )}
      {rows.length === 0 && (
        <p className="py-2 text-13 text-ink-2">
          {step === null ? 'The plan breaks no rule.' : 'The selected step breaks no rule.'}
        </p>
      )}
      <ul aria-label="Broken rules">
        {rows.slice(0, shown).map((violation) => (
          <ViolationRow key={violation.key} violation={violation} {...props} />
        ))}
      </ul>
      {rows.length > shown && (
        <Button size="small" className="mt-2" onClick={() => setShown(rows.length)}>
          Show {rows.length - shown} more
        </Button>
      )}
      <Unchecked unchecked={unchecked} />
    </Panel>
  );
}

const held = (waivers: readonly WaiverView[], key: string): WaiverView | undefined =>
  waivers.find((waiver) => waiver.key === key && waiver.holds);

function Sum({ open, all }: { open: number; all: number }) {
  if (open > 0) return <StateMark look="failed" word={`${open} hard`} className="text-13 tnum" />;
  if (all > 0) return <StateMark look="attention" word="may be approved" className="text-13" />;
  return <StateMark look="done" word="no rule broken" className="text-13" />;
}

function Unchecked({ unchecked }: { unchecked: readonly string[] }) {
  if (unchecked.length === 0) return null;
  return (
    <details className="py-2 text-12 text-ink-3">
      <summary>{unchecked.length} not checked, for want of facts of the chain</summary>
      <ul className="list-disc pl-5">
        {unchecked.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    </details>
  );
}

function ViolationRow({ violation, waivers, ...props }: Props & { violation: Violation }) {
  const { key, strength, message, reason, link, stepIds } = violation;
  const [asking, setAsking] = useState(false);
  const waiver = held(waivers, key);
  const lapsed = waivers.findLast((one) => one.key === key && !one.holds && one.withdrawnAt === null);
  const word = waiver ? 'waived' : strength;
  const look = waiver ? 'waiting' : strength === 'hard' ? 'failed' : 'attention';
  return (
    <li className="border-b border-line py-1.5 text-13">
      <div className="flex items-baseline gap-2">
        <StateMark look={look} word={word} className="w-20 shrink-0 self-start text-12 leading-5" />
        <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <p className={cn(waiver && 'text-ink-2')}>{message}</p>
          <p className="text-12 text-ink-3">
            {reason}{' '}
            {link && (
              <a href={link} rel="noreferrer" target="_blank" className="underline underline-offset-2">
                Why
              </a>
            )}
          </p>
          {waiver && <WaivedBy waiver={waiver} />}
          {!waiver && lapsed && (
            <p className="text-12 text-ink-3">
              <span className="line-through">waived by {lapsed.actor}</span>: {lapsed.why}
            </p>
          )}
          <div className="flex flex-wrap gap-x-1 pt-0.5">
            {[...new Set(stepIds)].slice(0, 4).map((id) => (
              <Button
                key={id}
                look="quiet"
                size="small"
                className="-ml-2 max-w-full"
                onClick={() => props.onStep(id)}
              >
                <span className="truncate">Show {props.titleOf(id)}</span>
              </Button>
            ))}
            {strength === 'hard' && !waiver && (
              <Button size="small" why={props.waiveWhy} onClick={() => setAsking(true)}>
                Waive…
              </Button>
            )}
            {waiver && (
              <Button size="small" look="quiet" onClick={() => void props.onUnwaive(key)}>
                Withdraw waiver
              </Button>
            )}
          </div>
        </div>
      </div>
      {asking && (
        <ReasonDialog
          title="Waive this rule"
          description={`${message} The waiver is recorded with your name, for exactly this plan.`}
          verb="Waive rule"
          onSay={(said) => void props.onWaive(key, said)}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

const WaivedBy = ({ waiver }: { waiver: WaiverView }) => (
  <p className="text-12 text-ink-2">
    {waiver.actor} waived it <TimeAgo at={waiver.createdAt} />: “{waiver.reason}”
  </p>
);
