import type { KernelState } from '@/lib/live/kernel-state';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';

/** Tries a preparation that failed again; answers at once with how it stands. */
export async function prepareKernel(_actor: Actor): Promise<KernelState> {
  const { kernel } = await instance();
  void kernel.prepare();
  return kernel.state;
}
