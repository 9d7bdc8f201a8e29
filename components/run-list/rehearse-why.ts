import { assertNever } from '@/lib/base/assert';
import type { KernelState } from '@/lib/live/kernel-state';

/** Why no rehearsal can be started now; null when one can. */
export function rehearseWhy(kernel: KernelState | undefined): string | null {
  if (!kernel) return 'The state of the kernel is not known yet.';
  switch (kernel.state) {
    case 'ready':
      return null;
    case 'preparing':
      return `The kernel is being prepared: ${kernel.step}, ${kernel.done} of ${kernel.total}.`;
    case 'failed':
      return `The kernel could not be prepared: ${kernel.reason}`;
    default:
      return assertNever(kernel);
  }
}
