const START = /\bmetadataRecords\s*=\s*harden\(\s*\[/;
const BUNDLE = /\bb1-[0-9a-f]{128}\b/g;

/** The end of a quoted text that begins at `at`. */
function skipQuoted(code: string, at: number): number {
  const quote = code[at];
  for (let i = at + 1; i < code.length; i += 1) {
    if (code[i] === '\\') i += 1;
    else if (code[i] === quote) return i;
  }
  return code.length;
}

/** The elements of the array literal whose first byte after `[` is `start`, as source text. */
function elements(code: string, start: number): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = start;
  for (let i = start; i < code.length; i += 1) {
    const c = code[i];
    if (c === '"' || c === "'" || c === '`') i = skipQuoted(code, i);
    else if (c === '{' || c === '[' || c === '(') depth += 1;
    else if (depth > 0 && (c === '}' || c === ']' || c === ')')) depth -= 1;
    else if (depth === 0 && (c === ',' || c === ']')) {
      found.push(code.slice(from, i));
      from = i + 1;
      if (c === ']') break;
    }
  }
  return found.filter((text) => text.trim() !== '');
}

/**
 * The bundles that each proposal of a core eval's script names, one list per proposal. The script holds them as a JavaScript
 * literal, `const metadataRecords = harden([ … ])`; reading only its outline needs no evaluator.
 * https://github.com/Agoric/agoric-sdk/blob/master/packages/deploy-script-support/src/extract-proposal.js
 */
export function proposalBundles(script: string): string[][] {
  const match = START.exec(script);
  if (!match) return [];
  return elements(script, match.index + match[0].length).map((text) => [
    ...new Set(text.match(BUNDLE) ?? []),
  ]);
}
