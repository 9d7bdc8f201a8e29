'use client';

import { Button } from '@/components/ui/Button';
import { formatWhole } from '@/components/ui/Duration';
import { Notice } from '@/components/ui/Notice';
import { useNow } from '@/components/ui/Now';
import { Progress } from '@/components/ui/Progress';
import { useWhyNot } from '@/lib/client/use-me';
import { usePrepareKernel, useStatus } from '@/lib/client/use-status';
import type { KernelState } from '@/lib/live/kernel-state';

type Preparing = Extract<KernelState, { state: 'preparing' }>;
type Failed = Extract<KernelState, { state: 'failed' }>;

/** What the rehearsal's kernel is doing while it cannot run yet; nothing once it can. */
export function KernelBanner() {
  const kernel = useStatus().data?.kernel;
  if (!kernel || kernel.state === 'ready') return null;
  return kernel.state === 'preparing' ? (
    <PreparingKernel kernel={kernel} />
  ) : (
    <FailedKernel kernel={kernel} />
  );
}

function PreparingKernel({ kernel }: { kernel: Preparing }) {
  const elapsed = (useNow() - kernel.startedAt) / 1000;
  const { step, detail, done, total } = kernel;
  return (
    <Notice look="running" className="mb-6">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>
          <span className="font-medium text-running">Preparing the kernel</span> · {step}
          {detail && <span className="font-mono text-12 text-ink-2"> {detail}</span>}
        </span>
        <span className="tnum text-ink-2">
          {done} of {total} · {formatWhole(elapsed)}
        </span>
      </p>
      <Progress value={done} max={total} label={`Preparing the kernel: ${step}`} className="my-1.5" />
      <p className="text-12 text-ink-2">
        Once, after an install: packages, a native build and bundles. Everything but rehearsing works
        meanwhile.
      </p>
    </Notice>
  );
}

function FailedKernel({ kernel }: { kernel: Failed }) {
  const prepare = usePrepareKernel();
  const whyNot = useWhyNot('prepare-kernel');
  const retry = (
    <Button
      onClick={() => prepare.mutate()}
      why={whyNot ?? (prepare.isPending ? 'It is being started.' : null)}
    >
      Prepare again
    </Button>
  );
  return (
    <Notice look="failed" alert actions={retry} className="mb-6">
      <p className="font-medium text-failed">The kernel could not be prepared</p>
      <p>{kernel.reason}</p>
      <p className="text-ink-2">{kernel.remedy}</p>
      {kernel.log.length > 0 && (
        <details className="mt-1">
          <summary className="text-12 text-ink-2">Its last {kernel.log.length} lines</summary>
          <pre className="max-h-60 overflow-auto pt-1 font-mono text-12 whitespace-pre-wrap">
            {kernel.log.join('\n')}
          </pre>
        </details>
      )}
    </Notice>
  );
}
