import { plain } from '@/lib/cli/plain';
import type { ReportOptions } from '@/lib/cli/report';
import { ask, type ServerOptions } from '@/lib/cli/server-door';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import { paths } from '@/lib/url/paths';

type Place = { readonly terminal: Terminal; readonly server: ServerOptions };

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** The whole address of a report's public link, or why there is none. */
function linkWords(answer: unknown, url: string): string {
  const link = field(answer, 'link');
  const path = field(link, 'path');
  return typeof path === 'string' ? `${url}${path}` : `no link: ${String(field(link, 'state'))}`;
}

const say = (answer: unknown, json: boolean | undefined, { terminal, server }: Place): number => {
  terminal.out(json ? `${JSON.stringify(answer)}\n` : plain(`${linkWords(answer, server.url)}\n`));
  return EXIT.done;
};

/** `vatdeck report list`: id, newest version, link, title; tab separated. */
export async function list({ json }: ReportOptions, { terminal, server }: Place): Promise<number> {
  const reports = field(await ask(server, paths.api.reports()), 'reports');
  if (!Array.isArray(reports))
    throw new CliFault(EXIT.refused, 'The server answered with something that is no list of reports.');
  const rows = reports.map((report: unknown) => {
    const [newest]: unknown[] = Array.isArray(field(report, 'versions'))
      ? Object.values(field(report, 'versions') ?? {})
      : [];
    const version = field(newest, 'no') ?? 'draft';
    return [field(report, 'id'), version, linkWords(report, server.url), field(report, 'title')]
      .map((word) => plain(String(word)).replaceAll(/[\n\t]/g, ' '))
      .join('\t');
  });
  terminal.out(json ? `${JSON.stringify(reports)}\n` : rows.map((row) => `${row}\n`).join(''));
  return EXIT.done;
}

const DAY = 86_400_000;

function expiryOf(days: string | undefined): number | null {
  if (days === undefined) return null;
  const count = Number(days);
  if (!(count > 0)) throw new CliFault(EXIT.usage, `--expires should be a number of days, not "${days}".`);
  return Date.now() + Math.round(count * DAY);
}

/** `vatdeck report publish`: the draft as it is now becomes the next version. */
export async function publish(id: string, options: ReportOptions, place: Place): Promise<number> {
  const { correction, expires, json } = options;
  const hash = field(await ask(place.server, paths.api.reportPreview(id)), 'hash');
  const body = { hash, correction: correction ?? null, expiresAt: expiryOf(expires) };
  return say(await ask(place.server, paths.api.publishReport(id), { method: 'POST', body }), json, place);
}

/** `vatdeck report revoke`: the link opens nothing from now on. */
export async function revoke(id: string, { json }: ReportOptions, place: Place): Promise<number> {
  const body = { act: 'revoke' };
  return say(await ask(place.server, paths.api.reportLink(id), { method: 'POST', body }), json, place);
}
