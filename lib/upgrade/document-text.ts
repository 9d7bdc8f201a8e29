/** Items in one part of the text: some ten thousand characters. */
const ITEMS = 50;

/** What `JSON.stringify` is of the list of what `map` makes of the items, in parts, and never more of that list than one part needs. */
export function* listText(
  items: Iterable<unknown>,
  map = (item: unknown): unknown => item,
): Generator<string> {
  let before = '[';
  let some: unknown[] = [];
  const take = (): string => {
    const text = before + JSON.stringify(some).slice(1, -1);
    before = ',';
    some = [];
    return text;
  };
  for (const item of items) if (some.push(map(item)) === ITEMS) yield take();
  if (some.length > 0 || before === '[') yield take();
  yield ']';
}

/**
 * What `JSON.stringify(document)` is, in parts: the text of a long log's document is larger than all that its fold holds. For an
 * object of the document's kind: lists and values, none of them undefined.
 */
export function* documentText(document: object): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(document)) {
    yield `${before}${JSON.stringify(key)}:`;
    if (Array.isArray(value)) yield* listText(value);
    else yield JSON.stringify(value);
    before = ',';
  }
  yield '}';
}
