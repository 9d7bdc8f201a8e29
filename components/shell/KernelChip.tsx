'use client';

import Link from 'next/link';
import { StateMark } from '@/components/ui/StateMark';
import { useStatus } from '@/lib/client/use-status';
import { paths } from '@/lib/url/paths';

/** Says that the rehearsal's kernel is not ready, on every page; nothing when it is. Home tells the rest. */
export function KernelChip() {
  const kernel = useStatus().data?.kernel;
  if (!kernel || kernel.state === 'ready') return null;
  const preparing = kernel.state === 'preparing';
  const word = preparing ? `Preparing the kernel ${kernel.done}/${kernel.total}` : 'Kernel failed';
  return (
    <Link href={paths.home()} className="rounded-sm text-12 hover:underline">
      <StateMark look={preparing ? 'running' : 'failed'} word={word} className="tnum" />
    </Link>
  );
}
