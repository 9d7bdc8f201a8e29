/** What the audit page shows; an empty text filters nothing. Days are `2026-11-24`, in UTC. */
export type AuditView = {
  readonly subject: string;
  readonly actor: string;
  readonly verb: string;
  readonly since: string;
  readonly until: string;
};

const short = (text: string | null): string => (text ?? '').slice(0, 200);
const day = (text: string | null): string => (text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '');

/** Reads the query string of the audit page; what is broken filters nothing. */
export const parseAuditView = (params: URLSearchParams): AuditView => ({
  subject: short(params.get('subject')),
  actor: short(params.get('actor')),
  verb: short(params.get('verb')),
  since: day(params.get('since')),
  until: day(params.get('until')),
});

/** Writes it: only what filters. */
export function formatAuditView(view: AuditView): string {
  const params = new URLSearchParams(Object.entries(view).filter(([, text]) => text !== ''));
  return params.size === 0 ? '' : `?${params}`;
}

const DAY = 86_400_000;

/** The question to the audit door: days become ms since 1970, `until` includes its day. */
export function auditQuery(view: AuditView): Record<string, string> {
  const { subject, actor, verb, since, until } = view;
  const times = {
    since: since === '' ? '' : String(Date.parse(`${since}T00:00:00Z`)),
    until: until === '' ? '' : String(Date.parse(`${until}T00:00:00Z`) + DAY - 1),
  };
  return Object.fromEntries(
    Object.entries({ subject, actor, verb, ...times }).filter(([, text]) => text !== '' && text !== 'NaN'),
  );
}
