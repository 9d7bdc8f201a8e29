export const FORMS = ['html', 'report.md', 'report.json', 'report.pdf'] as const;
export type Form = (typeof FORMS)[number];

/** What of a report is asked for; `no` null: the newest version. */
export type Wanted = { readonly form: Form; readonly no: number | null };

/** `[]`, `[form]`, `v/2` or `v/2/form`; null for anything else. */
export function wantedIn(parts: readonly string[]): Wanted | null {
  const versioned = parts[0] === 'v';
  const no = versioned ? Number(parts[1]) : null;
  const [last = 'html', ...rest] = versioned ? parts.slice(2) : parts;
  const form = FORMS.find((known) => known === last);
  const fits = rest.length === 0 && (no === null || (Number.isInteger(no) && no > 0));
  return form && fits ? { form, no } : null;
}

/** Does this look like the token of a link? */
export const isToken = (text: string): boolean => /^[\w-]{32}$/.test(text);
