/** Items in one part of the text: some ten thousand characters. */
const ITEMS = 50;

const listText = function* (items: readonly unknown[]): Generator<string> {
  yield '[';
  for (let at = 0; at < items.length; at += ITEMS)
    yield (at > 0 ? ',' : '') + JSON.stringify(items.slice(at, at + ITEMS)).slice(1, -1);
  yield ']';
};

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
