import { listed } from '@/lib/base/words';

/** "a planner", "an approver or admin". */
export function anyOf(roles: readonly string[]): string {
  const [first = ''] = roles;
  return `${/^[aeiou]/.test(first) ? 'an' : 'a'} ${listed(roles, 'or')}`;
}
