import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so; fails after a while. */
export async function until(holds: () => boolean | Promise<boolean>, within = 15_000): Promise<void> {
  const limit = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(`It did not come true within ${within / 1000} seconds.`);
    await sleep(10);
  }
}
