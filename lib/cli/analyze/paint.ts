/** How emphasis is shown: by colour on a terminal, not at all elsewhere. */
export type Paint = Readonly<
  Record<'bold' | 'faint' | 'done' | 'attention' | 'failed', (text: string) => string>
>;

const sgr =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;
const plain = (text: string): string => text;

export const terminalPaint: Paint = {
  bold: sgr(1),
  faint: sgr(2),
  done: sgr(32),
  attention: sgr(33),
  failed: sgr(31),
};
export const plainPaint: Paint = { bold: plain, faint: plain, done: plain, attention: plain, failed: plain };
