// How the built server's process is started, wherever it is.

/**
 * What a stream brings are buffers outside of V8's heap, which only a collection gives back. With a small young generation they go in many short
 * ones; with V8's own size they pile up until a long one. Measured while 1 GB folds: 20 long collections instead of 53, half the time in them.
 */
export const serverFlags = ['--max-semi-space-size=2'];

/** Node's threads for files and packing: with its four, a page's look at a file waits behind syncs of the disk and blocks being packed. */
export const serverEnv = { UV_THREADPOOL_SIZE: '8' };
