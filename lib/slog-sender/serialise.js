/**
 * As agoric-sdk's telemetry writes them: a bigint as a number, an error as its parts.
 *
 * @param {string} _key
 * @param {unknown} value
 */
const replacer = (_key, value) => {
  if (typeof value === 'bigint') return Number(value);
  if (!(value instanceof Error)) return value;
  const { name: errorType, message, stack } = value;
  return {
    errorType,
    message,
    ...('cause' in value && { cause: value.cause }),
    ...('errors' in value && { errors: value.errors }),
    ...(stack && { stack }),
  };
};

/**
 * One entry as a line without its newline; undefined for what JSON cannot say (a cycle, a function).
 *
 * @param {unknown} entry
 * @returns {string | undefined}
 */
export const serialise = (entry) => {
  try {
    return JSON.stringify(entry, replacer);
  } catch {
    return undefined;
  }
};
