'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { Kbd } from '@/components/ui/Kbd';
import { Shade } from '@/components/ui/Shade';
import { StateIcon } from '@/components/ui/StateMark';
import { type Action, useCurrentActions } from '@/lib/client/actions';
import { printKeys } from '@/lib/client/keys';
import { SHORTCUTS } from '@/lib/client/shortcuts';
import { usePlans } from '@/lib/client/use-plans';
import { useRuns } from '@/lib/client/use-runs';
import { useSeenAt } from '@/lib/client/use-seen-at';
import { useMac } from '@/lib/client/use-shortcut-keys';
import { runLook } from '@/lib/live/run-look';
import { planLook } from '@/lib/plan/plan-look';
import { paths } from '@/lib/url/paths';

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

const itemClass =
  'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 text-13 data-[selected=true]:bg-accent-soft aria-disabled:text-ink-3';
const GROUP =
  'py-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-3';
/** A run from last month is found in the list; the menu is for what is at hand. */
const RUNS_SHOWN = 20;

/** Every action on the page, every page, plan and recent run, by typing. */
export function CommandMenu({ open, onOpenChange }: Props) {
  const close = () => onOpenChange(false);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Shade />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed left-1/2 top-[12dvh] z-50 w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">Command menu</Dialog.Title>
          <Command label="Command menu" loop>
            <Command.Input
              placeholder="Do something or go somewhere"
              className="h-11 w-full border-b border-line bg-transparent px-4 text-14 outline-none"
            />
            <Command.List className="max-h-[60dvh] overflow-y-auto p-1">
              <Command.Empty className="px-2 py-6 text-13 text-ink-2">
                Nothing here has that name.
              </Command.Empty>
              <ActionGroups close={close} />
              <PlanGroup close={close} />
              <RunGroup close={close} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ActionGroups({ close }: { close: () => void }) {
  const actions = useCurrentActions().filter(({ group }) => group !== '');
  const groups = [...new Set(actions.map(({ group }) => group))];
  const order = (group: string) =>
    group === 'This page' ? 0 : group === 'Go to' ? 1 : group === 'Other' ? 3 : 2;
  return groups
    .sort((a, b) => order(a) - order(b))
    .map((group) => (
      <Command.Group key={group} heading={group} className={GROUP}>
        {actions
          .filter((action) => action.group === group)
          .map((action) => (
            <ActionItem key={action.id} action={action} close={close} />
          ))}
      </Command.Group>
    ));
}

function ActionItem({ action, close }: { action: Action; close: () => void }) {
  const mac = useMac();
  const run = () => {
    close();
    action.run();
  };
  return (
    <Command.Item
      value={`${action.title} ${action.id}`}
      disabled={Boolean(action.why)}
      onSelect={run}
      className={itemClass}
    >
      <span className="flex-1">
        {action.title}
        {action.why && <span className="ml-2 text-12">{action.why}</span>}
      </span>
      {action.shortcut && <Kbd keys={printKeys(SHORTCUTS[action.shortcut].keys, mac)} />}
    </Command.Item>
  );
}

function PlanGroup({ close }: { close: () => void }) {
  const plans = usePlans().data ?? [];
  const router = useRouter();
  return (
    <Command.Group heading="Plans" className={GROUP}>
      {plans.map((plan) => (
        <Command.Item
          key={plan.id}
          value={`plan ${plan.title} ${plan.id}`}
          className={itemClass}
          onSelect={() => {
            close();
            router.push(paths.plan(plan.id));
          }}
        >
          <StateIcon look={planLook(plan).look} />
          {plan.title}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function RunGroup({ close }: { close: () => void }) {
  const { data: runs = [], dataUpdatedAt } = useRuns();
  const seenAt = useSeenAt(dataUpdatedAt);
  const router = useRouter();
  return (
    <Command.Group heading="Newest runs" className={GROUP}>
      {runs.slice(0, RUNS_SHOWN).map((run) => (
        <Command.Item
          key={run.id}
          value={`run ${run.title} ${run.id}`}
          className={itemClass}
          onSelect={() => {
            close();
            router.push(paths.run(run.id));
          }}
        >
          <StateIcon look={runLook(run, seenAt).look} />
          <span className="truncate">{run.title}</span>
          <span className="ml-auto font-mono text-12 text-ink-3">{run.id.slice(0, 8)}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
