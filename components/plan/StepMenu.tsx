'use client';

import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { RowActs, StepAct } from '@/components/plan/StepRow';
import { shortModule } from '@/components/plan/short-module';
import { Button } from '@/components/ui/Button';
import { Kbd } from '@/components/ui/Kbd';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/Menu';
import type { Step } from '@/lib/plan/plan';

/**
 * A menu that is made when it is opened: rows come by the hundred, and each closed menu costs as much as its row.
 * Until then the button is a button of the same name.
 */
function LazyMenu({
  label,
  why,
  children,
}: {
  label: string;
  why: string | null;
  children: () => ReactNode;
}) {
  const [opened, setOpened] = useState(false);
  const button = (
    <Button
      look="quiet"
      size="icon"
      aria-label={label}
      aria-haspopup="menu"
      why={why}
      {...(opened ? {} : { onClick: () => setOpened(true) })}
    >
      <Ellipsis size={16} aria-hidden />
    </Button>
  );
  if (!opened || why) return button;
  return (
    <Menu label={label} trigger={button} openAtOnce>
      {children()}
    </Menu>
  );
}

type StepProps = { step: Step; why: string | null; acts: RowActs };

/** Everything that can be done with a step, by name. Where it stands is asked when it opens: a move draws no menu again. */
export function StepMenu({ step, why, acts }: StepProps) {
  return (
    <LazyMenu label={`Actions on ${step.title}`} why={why}>
      {() => <StepItems step={step} acts={acts} />}
    </LazyMenu>
  );
}

function StepItems({ step, acts }: Omit<StepProps, 'why'>) {
  const [{ index, count }] = useState(() => acts.placeOf(step.id));
  const act = (what: StepAct) => () => acts.onAct(step.id, what);
  return (
    <>
      <MenuItem onSelect={act({ do: 'edit' })} hint={<Kbd keys="Enter" />}>
        Edit step…
      </MenuItem>
      <MenuItem onSelect={act({ do: 'add-after' })}>Add a step after it…</MenuItem>
      <MenuSeparator />
      <MenuItem
        onSelect={act({ do: 'up' })}
        why={index === 0 ? 'It is the first.' : null}
        hint={<Kbd keys="Alt+↑" />}
      >
        Move up
      </MenuItem>
      <MenuItem
        onSelect={act({ do: 'down' })}
        why={index === count - 1 ? 'It is the last.' : null}
        hint={<Kbd keys="Alt+↓" />}
      >
        Move down
      </MenuItem>
      <MenuItem onSelect={act({ do: 'position' })}>Move to position…</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={act({ do: 'merge' })} why={mergeWhy(step, index, count)}>
        Merge with the next step
      </MenuItem>
      <MenuItem onSelect={act({ do: 'split', at: 1 })} why={splitWhy(step)}>
        Split after its first proposal
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={act({ do: 'comment' })}>Comments…</MenuItem>
      <MenuItem onSelect={act({ do: 'remove' })} hint={<Kbd keys="Delete" />}>
        Remove
      </MenuItem>
    </>
  );
}

function mergeWhy(step: Step, index: number, count: number): string | null {
  if (step.kind === 'act') return 'It is not code; only core evals run together.';
  return index === count - 1 ? 'It is the last.' : null;
}

const splitWhy = (step: Step): string | null =>
  step.proposals.length < 2 ? 'It has fewer than two proposals.' : null;

type ProposalProps = { step: Step; at: number; why: string | null; acts: RowActs };

/** Everything that can be done with one proposal of a step. */
export function ProposalMenu({ step, at, why, acts }: ProposalProps) {
  const builder = shortModule(step.proposals[at]?.module ?? '');
  const act = (what: StepAct) => () => acts.onAct(step.id, what);
  return (
    <LazyMenu label={`Actions on ${builder} of ${step.title}`} why={why}>
      {() => (
        <>
          <MenuItem onSelect={act({ do: 'edit-proposal', at })}>Edit proposal…</MenuItem>
          <MenuItem onSelect={act({ do: 'move-proposal', at })}>Move to another step…</MenuItem>
          <MenuItem
            onSelect={act({ do: 'split', at })}
            why={at === 0 ? 'It is the first: nothing would stay above.' : null}
          >
            Split the step here
          </MenuItem>
          <MenuItem onSelect={act({ do: 'remove-proposal', at })}>Remove proposal</MenuItem>
        </>
      )}
    </LazyMenu>
  );
}
