/** A page that is not shown has no frames. */
const AT_MOST = 100;

/** Resolves once what was just changed is on the screen, so that what follows does not hold it up. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    window.setTimeout(resolve, AT_MOST);
    requestAnimationFrame(() => window.setTimeout(resolve));
  });
