import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { toJson } from '@/lib/report/report-file';
import { type Frame, toHtml } from '@/lib/report/to-html';
import { toMarkdown } from '@/lib/report/to-markdown';
import { instance } from '@/lib/server/instance';
import { printPdf } from '@/lib/server/report/print-pdf';
import type { PublicAnswer } from '@/lib/server/report/public-answers';
import type { Form, Wanted } from '@/lib/server/report/public-path';
import { findPublished, type Published, readPublished } from '@/lib/server/report/public-report';
import { paths } from '@/lib/url/paths';

const gzipped = promisify(gzip);
const brotli = promisify(brotliCompress);

/** Half of what the best takes a hundredth of the time, and a tenth of the bytes more. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

const TYPES: Readonly<Record<Form, string>> = {
  html: 'text/html; charset=utf-8',
  'report.md': 'text/markdown; charset=utf-8',
  'report.json': 'application/json; charset=utf-8',
  'report.pdf': 'application/pdf',
};

/** Seconds after which a page that follows a run comes again. */
const AGAIN = 5;

function frameOf(token: string, { head, follows }: Published): Frame {
  const { hash, version, newest, versions } = head;
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
  const { report, head } = published;
  switch (form) {
    case 'html':
      return Buffer.from(toHtml(report, frameOf(token, published)));
    case 'report.md':
      return Buffer.from(toMarkdown(report, head.hash));
    case 'report.json':
      return Buffer.from(toJson(report));
    case 'report.pdf':
      return printPdf(toHtml(report, { ...frameOf(token, published), follows: null }));
  }
}

/** One question to the database; the version is read, written and packed only when something of it is new. */
async function make(
  token: string,
  { form, no }: Wanted,
  before: PublicAnswer | null,
): Promise<PublicAnswer | null> {
  const found = await findPublished(token, no);
  if (found === null) return null;
  if (before?.stamp === found.stamp) return before;
  const published = await readPublished(found);
  const plain = await bytesOf(form, token, published);
  const [gzip, br] =
    form === 'report.pdf' ? [null, null] : await Promise.all([gzipped(plain), brotli(plain, QUALITY)]);
  const mark = createHash('sha256').update(plain).digest('hex').slice(0, 16);
  return {
    type: TYPES[form],
    etag: `"${found.head.hash.slice(0, 16)}-${mark}"`,
    stamp: found.stamp,
    plain,
    gzip,
    br,
    keep: AGAIN,
  };
}

/** A link that was taken back by another server opens nothing here after so many ms; a thousand readers meanwhile cost one look into the database. */
const FRESH = 2_000;
const FRESH_PDF = 60_000;

export const answerKey = (token: string, { form, no }: Wanted): string => `${token} ${form} ${no}`;

/** The public answer for a link; null where it opens nothing. Readers at the same time share one. */
export async function publicAnswer(token: string, wanted: Wanted): Promise<PublicAnswer | null> {
  const { publicAnswers } = await instance();
  const fresh = wanted.form === 'report.pdf' ? FRESH_PDF : FRESH;
  return publicAnswers.get(answerKey(token, wanted), fresh, (before) => make(token, wanted, before));
}
