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
  /** The roles that may be chosen; the others are left out. */
  among?: readonly Role[];
};

/** A set of roles, each with what it does. */
export function RolePicker({ legend, value, onChange, among = ROLES }: Props) {
  const toggle = (role: Role) =>
    onChange(value.includes(role) ? value.filter((other) => other !== role) : rolesIn([...value, role]));
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-12 text-ink-2">{legend}</legend>
      {among.map((role) => (
        <label key={role} className="flex min-h-7 items-start gap-2 text-13">
          <input
            type="checkbox"
            className="mt-[3px] accent-accent"
            checked={value.includes(role)}
            onChange={() => toggle(role)}
          />
          <span>
            <span className="font-medium capitalize">{role}</span>{' '}
            <span className="text-ink-2">{DOES[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
