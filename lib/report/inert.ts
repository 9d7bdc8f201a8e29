/**
 * Texts of logs and of other people made inert: what a terminal obeys, what turns the direction of a line or cannot be seen, and what
 * is longer than anybody reads. Every form of a report passes its texts through here.
 */
const ANSI = new RegExp(
  String.raw`\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])`,
  'g',
);
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029\uFFF9-\uFFFB]/gu;
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

export const TEXT_LIMIT = 500;

/** One line that shows what it holds: no terminal sequence, no control, format or half character, blanks joined, at most `limit` characters. */
export function inertLine(text: string, limit = TEXT_LIMIT): string {
  const plain = text
    .slice(0, limit * 20)
    .replaceAll(ANSI, '')
    .replaceAll(/[\r\n\t]+/g, ' ')
    .replaceAll(UNSEEN, '')
    .replaceAll(HALF, '\uFFFD')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const characters = Array.from(plain);
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : plain;
}

/** As `inertLine`, but lines stay lines; at most `lines` of them. */
export const inertText = (text: string, limit = 5000, lines = 100): string =>
  text
    .slice(0, limit * 4)
    .split(/\r?\n/)
    .slice(0, lines)
    .map((line) => inertLine(line, limit))
    .join('\n')
    .trim();
