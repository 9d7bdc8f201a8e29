'use client';

import { Ellipsis } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { Kbd } from '@/components/ui/Kbd';
import { Menu, MenuItem, SubMenu } from '@/components/ui/Menu';
import type { Move } from '@/lib/plan/move-step';
import type { Step } from '@/lib/plan/plan';

type Props = { step: Step; index: number; count: number; why: string | null; onMove: (move: Move) => void };

/** The ways to move a step without dragging it. */
export function StepMenu({ step, index, count, why, onMove }: Props) {
  const to = (place: number) => () => onMove({ stepId: step.id, to: place });
  const label = `Move ${step.title}`;
  const trigger = (
    <Button look="quiet" size="icon" aria-label={label} why={why}>
      <Ellipsis size={16} aria-hidden />
    </Button>
  );
  if (why) return trigger;
  return (
    <Menu label={label} trigger={trigger}>
      <MenuItem
        onSelect={to(index - 1)}
        why={index === 0 ? 'It is the first.' : null}
        hint={<Kbd keys="Alt+↑" />}
      >
        Move up
      </MenuItem>
      <MenuItem
        onSelect={to(index + 1)}
        why={index === count - 1 ? 'It is the last.' : null}
        hint={<Kbd keys="Alt+↓" />}
      >
        Move down
      </MenuItem>
      <SubMenu label="Move to position…">
        {Array.from({ length: count }, (_, place) => (
          <MenuItem key={place} onSelect={to(place)} why={place === index ? 'It is here.' : null}>
            Position {place + 1}
          </MenuItem>
        ))}
      </SubMenu>
    </Menu>
  );
}
