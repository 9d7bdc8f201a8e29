import { useId } from 'react';
import { ROLES, type Role, rolesIn } from '@/lib/people/role';

const DOES: Readonly<Record<Role, string>> = {
  viewer: 'reads everything and comments',
  planner: 'makes and edits plans, rehearses, receives and deletes runs',
  approver: 'approves, declines and waives',
  admin: 'all of these, and lets people in',
};

type Props = {
  legend: string;
  value: readonly Role[];
  onChange: (roles: readonly Role[]) => void;
  /** Why a role cannot be given or taken; null when it can. */
  whyNot?: (role: Role) => string | null;
};

/** A set of roles, each with what it does. */
export function RolePicker({ legend, value, onChange, whyNot = () => null }: Props) {
  const toggle = (role: Role) =>
    onChange(value.includes(role) ? value.filter((other) => other !== role) : rolesIn([...value, role]));
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-12 text-ink-2">{legend}</legend>
      {ROLES.map((role) => (
        <RoleChoice
          key={role}
          role={role}
          checked={value.includes(role)}
          why={whyNot(role)}
          onToggle={() => toggle(role)}
        />
      ))}
    </fieldset>
  );
}

type ChoiceProps = { role: Role; checked: boolean; why: string | null; onToggle: () => void };

/** One role; what cannot be chosen keeps its place and its focus, and says why, as a button does. */
function RoleChoice({ role, checked, why, onToggle }: ChoiceProps) {
  const id = useId();
  return (
    <label className="flex min-h-7 items-start gap-2 text-13">
      <input
        type="checkbox"
        className="mt-[3px] accent-accent aria-disabled:accent-ink-3"
        checked={checked}
        onChange={why ? () => undefined : onToggle}
        aria-describedby={id}
        aria-label={role}
        {...(why ? { 'aria-disabled': true } : {})}
      />
      <span id={id}>
        <span className={why ? 'font-medium capitalize text-ink-3' : 'font-medium capitalize'}>{role}</span>{' '}
        <span className={why ? 'text-ink-3' : 'text-ink-2'}>{DOES[role]}</span>
        {why && <span className="block text-12 text-ink-2">{why}</span>}
      </span>
    </label>
  );
}
