/** A word that any POSIX shell takes as it is: in single quotes, with control characters made visible rather than obeyed. */
export function shellWord(text: string): string {
  const safe = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", String.raw`'\''`)}'`;
}

/** One command over several lines. */
export const shellCommand = (words: readonly string[], options: readonly string[]): string =>
  [words.join(' '), ...options.map((option) => `    ${option}`)].join(' \\\n');
