import { err, ok, type Result } from '@/lib/base/result';

/** A word of Go; `value` of a text is what it means, of anything else what is written. */
export type GoToken = {
  readonly kind: 'text' | 'name' | 'number' | 'sign';
  readonly value: string;
  readonly line: number;
  /** Where it begins in the source, in characters. */
  readonly at: number;
};

const PATTERN =
  /(?<blank>[\s]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<raw>`[^`]*`)|(?<text>"(?:[^"\\\n]|\\.)*")|(?<rune>'(?:[^'\\\n]|\\.)+')|(?<name>[\p{L}_][\p{L}\p{Nd}_]*)|(?<number>\d(?:[\w.]|(?<=[eE])[+-])*)|(?<sign>:=|[^\s])/uy;

/** Go's escapes are JSON's and a few more; `\x41` and octal ones do not occur in module names. */
function meaning(quoted: string): string | null {
  try {
    const value: unknown = JSON.parse(
      quoted.replaceAll(/\\([\s\S])/g, (escape, c) => (c === "'" ? "'" : escape)),
    );
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** The words of a Go source without comments; or the line where it is not Go. */
export function goTokens(source: string): Result<readonly GoToken[]> {
  const tokens: GoToken[] = [];
  const pattern = new RegExp(PATTERN);
  let line = 1;
  for (let at = 0; at < source.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    const { blank, raw, text, name, number } = match?.groups ?? {};
    if (!match) return err(`line ${line}: this is not Go.`);
    const word = match[0];
    if (text !== undefined) {
      const value = meaning(text);
      if (value === null) return err(`line ${line}: the escapes of ${text} are not understood.`);
      tokens.push({ kind: 'text', value, line, at });
    } else if (raw !== undefined) tokens.push({ kind: 'text', value: raw.slice(1, -1), line, at });
    else if (blank === undefined)
      tokens.push({
        kind: name === undefined ? (number === undefined ? 'sign' : 'number') : 'name',
        value: word,
        line,
        at,
      });
    line += word.split('\n').length - 1;
  }
  return ok(tokens);
}
