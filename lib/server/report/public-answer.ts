import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { toJson } from '@/lib/report/report-file';
import { type Frame, toHtml } from '@/lib/report/to-html';
import { toMarkdown } from '@/lib/report/to-markdown';
import { printPdf } from '@/lib/server/report/print-pdf';
import { type Published, readPublished } from '@/lib/server/report/public-report';
import { paths } from '@/lib/url/paths';

const pack = promisify(gzip);

export const FORMS = ['html', 'report.md', 'report.json', 'report.pdf'] as const;
export type Form = (typeof FORMS)[number];

/** An answer that is the same for every reader. */
export type PublicAnswer = {
  readonly type: string;
  readonly etag: string;
  readonly plain: Uint8Array;
  readonly gzip: Uint8Array;
  /** How many seconds a reader's browser or a proxy may keep it: so long a revoked link may still open there. */
  readonly keep: number;
};

const TYPES: Readonly<Record<Form, string>> = {
  html: 'text/html; charset=utf-8',
  'report.md': 'text/markdown; charset=utf-8',
  'report.json': 'application/json; charset=utf-8',
  'report.pdf': 'application/pdf',
};

/** Seconds after which a page that follows a run comes again. */
const AGAIN = 5;

export function frameOf(token: string, { hash, version, newest, versions, follows }: Published): Frame {
  const at = version === newest ? null : version;
  return {
    hash,
    newer: version === newest ? null : { version: newest, href: paths.publicReport(token) },
    older: versions
      .filter((no) => no < version)
      .map((no) => ({ version: no, href: paths.publicReport(token, no) })),
    forms: [
      ['Markdown', 'report.md'],
      ['JSON', 'report.json'],
      ['PDF', 'report.pdf'],
    ].map(([label = '', form = '']) => ({ label, href: paths.publicReport(token, at, form) })),
    follows: follows?.live ? { again: AGAIN, asOf: follows.asOf } : null,
    draft: false,
  };
}

async function bytesOf(form: Form, token: string, published: Published): Promise<Uint8Array> {
  const { report, hash } = published;
  switch (form) {
    case 'html':
      return Buffer.from(toHtml(report, frameOf(token, published)));
    case 'report.md':
      return Buffer.from(toMarkdown(report, hash));
    case 'report.json':
      return Buffer.from(toJson(report));
    case 'report.pdf':
      return printPdf(toHtml(report, { ...frameOf(token, published), follows: null }));
  }
}

async function make(token: string, form: Form, no: number | null): Promise<PublicAnswer | null> {
  const published = await readPublished(token, no);
  if (published === null) return null;
  const plain = await bytesOf(form, token, published);
  const etag = `"${published.hash.slice(0, 16)}-${createHash('sha256').update(plain).digest('hex').slice(0, 16)}"`;
  return {
    type: TYPES[form],
    etag,
    plain,
    gzip: await pack(plain),
    keep: AGAIN,
  };
}

type Kept = { readonly until: number; readonly answer: Promise<PublicAnswer | null> };
const kept = new Map<string, Kept>();

/** A link that was taken back opens nothing after so many ms; a thousand readers meanwhile cost one look into the database. */
const FRESH = 2_000;
const FRESH_PDF = 60_000;
const MOST = 200;

function sweep(now: number): void {
  for (const [key, { until }] of kept) if (until <= now) kept.delete(key);
  for (const key of kept.keys()) if (kept.size > MOST) kept.delete(key);
}

/** The public answer for a link; null where it opens nothing. Readers at the same time share one. */
export function publicAnswer(token: string, form: Form, no: number | null): Promise<PublicAnswer | null> {
  const now = Date.now();
  const key = `${token} ${form} ${no}`;
  const known = kept.get(key);
  if (known && known.until > now) return known.answer;
  sweep(now);
  const answer = make(token, form, no);
  kept.set(key, { until: now + (form === 'report.pdf' ? FRESH_PDF : FRESH), answer });
  answer.then(
    // Guesses do not fill the memory, and what failed is tried again.
    (made) => made ?? kept.delete(key),
    () => kept.delete(key),
  );
  return answer;
}
