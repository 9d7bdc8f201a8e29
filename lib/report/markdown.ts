import { inertLine, inertText } from '@/lib/report/inert';

/** Letters that Markdown or a forum's own syntax would obey. */
const ACTIVE = /[\\`*_{}[\]()#+\-!|<>~=:&^$"']/g;
/** What makes a forum call people or make a link of its own. */
const CALLS = /@|(?:https?|ftp|mailto|javascript|data):|www\./gi;

/** A text as it stands in running Markdown: nothing in it is obeyed, no person is called, no address becomes a link. */
export const mdText = (text: string): string =>
  inertLine(text)
    .replaceAll(ACTIVE, '\\$&')
    .replaceAll(CALLS, (match) => `${match.slice(0, 1)}\u2060${match.slice(1)}`);

/** A text as code: a back quote in it becomes another quote, a column's bar is escaped by `mdTable`. */
export const mdCode = (text: string): string => `\`${inertLine(text).replaceAll('`', 'ˋ') || ' '}\``;

/** Lines of prose as a list. */
export const mdList = (lines: readonly string[]): string[] => lines.map((line) => `- ${mdText(line)}`);

export const mdProse = (text: string): string[] =>
  inertText(text)
    .split('\n')
    .map((line) => mdText(line));

/** A link whose address holds nothing that would end it. */
export const mdLink = (label: string, url: string): string =>
  `[${mdText(label)}](${encodeURI(inertLine(url, 2000)).replaceAll(/[()<>\\]/g, encodeURIComponent)})`;

/** A table; cells are Markdown already. */
export function mdTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)];
}
