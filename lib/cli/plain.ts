/** Words for a terminal: titles are other people's, and what a terminal would obey in them is shown as a blank. */
export const plain = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, ' ');
