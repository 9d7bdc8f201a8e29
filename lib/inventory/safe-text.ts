/** As long as any name, label or bundle id need be; longer ones are cut. */
const LONGEST = 300;

/** What cannot be stored, cannot be seen, or turns the direction of a line: a contract's label is chosen by whoever starts it. */
const TRAPS =
  /[\p{Cc}\p{Cf}\u2028\u2029]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu;

/** Text of a chain as it can be stored and shown: invisible characters and halves stand as `�`, and it ends after `longest` characters. */
export function safeText(text: string, longest = LONGEST): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return cut.replace(TRAPS, '\uFFFD');
}
