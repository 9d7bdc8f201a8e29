/** Makes a `switch` over a union exhaustive: the compiler refuses a call that can be reached. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/** Narrows `value` or throws `message`, which says what was expected and where. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
