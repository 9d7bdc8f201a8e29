import { err, ok, type Result } from '@/lib/base/result';
import type { Link } from '@/lib/plan/plan';
import { each, httpsUrl, orNull, prose, record, text, Unfit } from '@/lib/plan/read-fields';

/** What no log and no plan knows, in the author's words. Empty texts are left out of the report. */
export type ReportDetails = {
  readonly why: string;
  readonly release: string;
  readonly commit: string;
  readonly image: string;
  /** Where the proposal is voted on, the release notes and the like. */
  readonly links: readonly Link[];
  /** What a validator must do, one act a line. */
  readonly doing: string;
  readonly resources: string;
  readonly verify: string;
  readonly ifItFails: string;
  readonly contacts: string;
  /** What was not rehearsed, beside what the runs show, one a line. */
  readonly notRehearsed: string;
  /** Machines of the rehearsals, by run id. */
  readonly hardware: Readonly<Record<string, string>>;
};

const WORDS = ['release', 'commit', 'image'] as const;
const PROSE = ['why', 'doing', 'resources', 'verify', 'ifItFails', 'contacts', 'notRehearsed'] as const;

/** The release notes' own advice (`domain/users.md` 5.6 to 5.10), to be changed by the author. */
export const FIRST_DETAILS: ReportDetails = {
  why: '',
  release: '',
  commit: '',
  image: '',
  links: [],
  doing: [
    'Keep the old binary running until it stops by itself at the upgrade height.',
    'Build the release with the Node version that the service runs: git fetch --all; git checkout TAG; git clean -xdf; ./bin/agd build',
    'Do not copy agd: point the service at the checkout.',
    'Set LimitNOFILE=65536 in the service.',
    'Start the new binary and leave it alone: long silent stretches are listed below.',
  ].join('\n'),
  resources: '',
  verify:
    'The height advances. The app hash of the block behind the upgrade height equals that of others: agd query block HEIGHT+1 | jq .block.header.app_hash',
  ifItFails:
    'Do not restart repeatedly. Keep the slog and the console. Tell the contacts below. Roll back or skip the upgrade only when told to.',
  contacts: '',
  notRehearsed: '',
  hardware: {},
};

function readHardware(value: unknown): Record<string, string> {
  const entries = Object.entries(record(value ?? {}, 'hardware'));
  if (entries.length > 100) throw new Unfit(`hardware has ${entries.length} entries; at most 100 are taken.`);
  return Object.fromEntries(entries.map(([run, words]) => [run, prose(words, `hardware.${run}`, 500)]));
}

/** Reads details as a form or a file gives them; the error names the field and what it should be. */
export function parseDetails(value: unknown): Result<ReportDetails> {
  try {
    const fields = record(value, 'details');
    const words = WORDS.map((field) => [field, prose(fields[field] ?? '', field, 200)]);
    const prosed = PROSE.map((field) => [field, prose(fields[field] ?? '', field, 5000)]);
    const links = each(fields.links ?? [], { where: 'links', limit: 20 }, (link, where) => {
      const { label, url } = record(link, where);
      return {
        label: orNull(label, `${where}.label`, text) ?? httpsUrl(url, `${where}.url`),
        url: httpsUrl(url, `${where}.url`),
      };
    });
    const read = Object.fromEntries([...words, ...prosed]);
    return ok({ ...FIRST_DETAILS, ...read, links, hardware: readHardware(fields.hardware) });
  } catch (error) {
    if (error instanceof Unfit) return err(error.message);
    throw error;
  }
}

/** A text of several lines as its lines that say something. */
export const linesOf = (value: string): string[] =>
  value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
