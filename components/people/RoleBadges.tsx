import { Badge } from '@/components/ui/Badge';
import type { Role } from '@/lib/people/role';

/** A set of roles in a row of a table. */
export const RoleBadges = ({ roles }: { roles: readonly Role[] }) => (
  <span className="flex flex-wrap gap-1">
    {roles.map((role) => (
      <Badge key={role}>{role}</Badge>
    ))}
  </span>
);
