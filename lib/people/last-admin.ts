import type { PersonView } from '@/lib/people/person-view';

type Admin = Pick<PersonView, 'id' | 'name' | 'roles' | 'ban'>;

const isAdmin = ({ roles, ban }: Admin): boolean => roles.includes('admin') && ban === null;

/** Why this person must stay an admin who may sign in: there is no other. Null when there is one, or when they are none. The server holds to the same when it writes. */
export function whyMustStayAdmin(person: Admin, people: readonly Admin[]): string | null {
  if (!isAdmin(person) || people.some((other) => other.id !== person.id && isAdmin(other))) return null;
  return `${person.name} is the last admin; make somebody else admin first.`;
}
