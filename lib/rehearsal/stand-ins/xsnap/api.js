/** Exit codes of an XS worker, as @agoric/xsnap 0.15.0 numbers them; only ever compared with. */
export const ExitCode = {
  E_UNKNOWN_ERROR: -1,
  E_SUCCESS: 0,
  E_BAD_USAGE: 1,
  E_IO_ERROR: 2,
  E_NOT_ENOUGH_MEMORY: 11,
  E_STACK_OVERFLOW: 12,
  E_UNHANDLED_EXCEPTION: 15,
  E_NO_MORE_KEYS: 16,
  E_TOO_MUCH_COMPUTATION: 17,
};
