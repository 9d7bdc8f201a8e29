/** Names as a sentence lists them: "ann", "ann and bob", "ann, bob and cid". */
export const listed = (names: readonly string[], word: 'and' | 'or' = 'and'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;

/** "1 approval", "2 approvals". */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** "a planner", "an approver or admin". */
export function anyOf(roles: readonly string[]): string {
  const [first = ''] = roles;
  return `${/^[aeiou]/.test(first) ? 'an' : 'a'} ${listed(roles, 'or')}`;
}
