import { inertLine, inertText, TEXT_LIMIT } from '@/lib/report/inert';
import type { Report } from '@/lib/report/report';

export type RemovedKind = 'host name' | 'address' | 'path' | 'account' | 'key' | 'e-mail' | 'stack trace';

/** Something that was taken out: what it was, where (the first place), and how often. */
export type Removed = {
  readonly kind: RemovedKind;
  readonly text: string;
  readonly where: string;
  readonly count: number;
};

export type Sanitised = { readonly report: Report; readonly removed: readonly Removed[] };

/** Hosts that everybody may read of, with what is below them. */
const PUBLIC_HOSTS = ['github.com', 'agoric.com', 'agoric.net', 'ghcr.io', 'npmjs.com', 'docker.com'];

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const TOP =
  '(?:internal|local|localdomain|lan|corp|intra|home|private|com|net|org|io|dev|cloud|co|app|xyz|zone|network|systems)';

/** What does not leave the house (`domain/users.md` 5). Order matters: what holds another comes first. */
const RULES: readonly { readonly kind: RemovedKind; readonly pattern: RegExp }[] = [
  { kind: 'stack trace', pattern: /(?:\s+at (?:async )?[^\n]{0,120}?(?:\([^)\n]{0,200}\)|:\d+:\d+))+/g },
  { kind: 'key', pattern: /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g },
  {
    kind: 'key',
    pattern:
      /\b(?:vd[a-z]_[A-Za-z0-9_-]{8,}|gh[pousr]_[A-Za-z0-9]{20,}|xox[a-z]-[A-Za-z0-9-]{10,}|AKIA[A-Z0-9]{16})/g,
  },
  { kind: 'key', pattern: /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])/g },
  { kind: 'e-mail', pattern: /[\p{L}\p{N}._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/giu },
  {
    kind: 'account',
    pattern: /\b(?:agoric|cosmos|osmo|noble|axelar)(?:valoper|valcons|pub)?1[02-9ac-hj-np-z]{20,80}\b/g,
  },
  { kind: 'account', pattern: /\b0x[0-9a-fA-F]{40}\b/g },
  {
    kind: 'path',
    pattern:
      /(?:file:\/\/)?(?<![\w.])\/(?:home|Users|root|var|tmp|opt|mnt|media|data|srv|etc|usr|proc|run|private)(?:\/[^\s"'`()<>,;:]*)+/g,
  },
  { kind: 'path', pattern: /(?<![\w])~\/[^\s"'`()<>,;:]+/g },
  { kind: 'path', pattern: /\b[A-Za-z]:\\[^\s"'`<>]+/g },
  { kind: 'address', pattern: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\w.]\d)/g },
  { kind: 'address', pattern: /(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])/gi },
  {
    kind: 'address',
    pattern:
      /(?<![\w:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})(?![\w:])/gi,
  },
  {
    kind: 'host name',
    pattern: new RegExp(`(?<![\\w@/.-])(?:${LABEL}\\.){1,8}${TOP}(?::\\d{1,5})?(?![\\w-])`, 'gi'),
  },
  {
    kind: 'host name',
    pattern: /(?<=\b(?:host(?:name)?|node|server|machine)[ =:]{1,3})[a-z][a-z0-9]*(?:-[a-z0-9]+)+/gi,
  },
];

const isPublic = (kind: RemovedKind, text: string): boolean => {
  const host = text.toLowerCase().replace(/:\d+$/, '');
  return kind === 'host name' && PUBLIC_HOSTS.some((open) => host === open || host.endsWith(`.${open}`));
};

/** Characters of a text that are looked at; the report shows fewer. */
const LOOKED_AT = 5000;

/** Texts that are identities or are written by this program: hashes, links that the author gave, regular expressions. */
const KEPT = new Set([
  'schema',
  'planDigest',
  'sha256',
  'corrects',
  'bundle',
  'url',
  'pattern',
  'otherwise',
  'says',
  'outside',
  'modules',
  'rule',
]);
/** Texts of several lines, in the author's words. */
const PROSE = new Set([
  'why',
  'doing',
  'resources',
  'verify',
  'ifItFails',
  'contacts',
  'notRehearsed',
  'correction',
  'reason',
]);

/**
 * The report as it may be published: every text inert and bounded, and without host names, addresses, paths, accounts, keys and stack
 * traces, each replaced by what it was. `allowed` are texts (as `removed` gives them) that the author lets out.
 */
export function sanitise(report: Report, allowed: ReadonlySet<string> = new Set()): Sanitised {
  const removed = new Map<string, Removed>();
  const take = (kind: RemovedKind, text: string, where: string): string => {
    const own = text.trim();
    if (allowed.has(own) || isPublic(kind, own)) return text;
    const known = removed.get(own);
    removed.set(own, { kind, text: own, where: known?.where ?? where, count: (known?.count ?? 0) + 1 });
    return kind === 'stack trace' ? ' […]' : `[${kind}]`;
  };
  const clean = (text: string, key: string, where: string): string => {
    if (KEPT.has(key)) return inertLine(text, 4 * TEXT_LIMIT);
    // Inert first: what cannot be seen could part an address so that no rule knows it.
    const found = RULES.reduce(
      (rest, { kind, pattern }) => rest.replaceAll(pattern, (match) => take(kind, match, where)),
      PROSE.has(key) ? inertText(text) : inertLine(text, LOOKED_AT),
    );
    return PROSE.has(key) ? found : inertLine(found);
  };
  const walk = (value: unknown, key: string, where: string): unknown => {
    if (typeof value === 'string') return clean(value, key, where);
    if (Array.isArray(value)) return value.map((item, i) => walk(item, key, `${where}[${i}]`));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, item]) => [
      name,
      walk(item, name, where === '' ? name : `${where}.${name}`),
    ]);
    return Object.fromEntries(entries);
  };
  return { report: sameShape(report, walk(report, '', '')), removed: [...removed.values()] };
}

/** `walk` gives back the shape it got: only texts changed. */
const sameShape = (_report: Report, value: unknown): Report => value as Report;
