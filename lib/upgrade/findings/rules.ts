import { abandonedExports } from '@/lib/upgrade/findings/abandoned-exports';
import { blockNotCommitted } from '@/lib/upgrade/findings/block-not-committed';
import { blockRepeated } from '@/lib/upgrade/findings/block-repeated';
import { brokenReference } from '@/lib/upgrade/findings/broken-reference';
import { bundleInstallError } from '@/lib/upgrade/findings/bundle-install-error';
import { cleanupError } from '@/lib/upgrade/findings/cleanup-error';
import { computronOutlier } from '@/lib/upgrade/findings/computron-outlier';
import { consoleError } from '@/lib/upgrade/findings/console-error';
import { consoleWarn } from '@/lib/upgrade/findings/console-warn';
import { coreEvalFailed } from '@/lib/upgrade/findings/core-eval-failed';
import { coreEvalUnsettled } from '@/lib/upgrade/findings/core-eval-unsettled';
import { criticalVatEnded } from '@/lib/upgrade/findings/critical-vat-ended';
import { deliveryError } from '@/lib/upgrade/findings/delivery-error';
import { droppedEntries } from '@/lib/upgrade/findings/dropped-entries';
import { emptyStep } from '@/lib/upgrade/findings/empty-step';
import { hostInconsistent } from '@/lib/upgrade/findings/host-inconsistent';
import { illegalSyscall } from '@/lib/upgrade/findings/illegal-syscall';
import { kernelPanic } from '@/lib/upgrade/findings/kernel-panic';
import { kernelUpgradeEvents } from '@/lib/upgrade/findings/kernel-upgrade-events';
import { logGap } from '@/lib/upgrade/findings/log-gap';
import { lostKrefs } from '@/lib/upgrade/findings/lost-krefs';
import { memoryGrowth } from '@/lib/upgrade/findings/memory-growth';
import { mixedZcf } from '@/lib/upgrade/findings/mixed-zcf';
import { moreFindings } from '@/lib/upgrade/findings/more-findings';
import { notIsolated } from '@/lib/upgrade/findings/not-isolated';
import { nullUpgrade } from '@/lib/upgrade/findings/null-upgrade';
import { pageIn } from '@/lib/upgrade/findings/page-in';
import { replayDivergence } from '@/lib/upgrade/findings/replay-divergence';
import { replayHeavy } from '@/lib/upgrade/findings/replay-heavy';
import { restartedInWindow } from '@/lib/upgrade/findings/restarted-in-window';
import { resubscribedLater } from '@/lib/upgrade/findings/resubscribed-later';
import type { Rule } from '@/lib/upgrade/findings/rule';
import { runStalled } from '@/lib/upgrade/findings/run-stalled';
import { sharedRun } from '@/lib/upgrade/findings/shared-run';
import { sloggerConfused } from '@/lib/upgrade/findings/slogger-confused';
import { slowBlock } from '@/lib/upgrade/findings/slow-block';
import { slowCommit } from '@/lib/upgrade/findings/slow-commit';
import { slowUpgrade } from '@/lib/upgrade/findings/slow-upgrade';
import { subscriberGaveUp } from '@/lib/upgrade/findings/subscriber-gave-up';
import { syscallError } from '@/lib/upgrade/findings/syscall-error';
import { truncated } from '@/lib/upgrade/findings/truncated';
import { unhandledRejection } from '@/lib/upgrade/findings/unhandled-rejection';
import { unknownTypes } from '@/lib/upgrade/findings/unknown-types';
import { unparsableLines } from '@/lib/upgrade/findings/unparsable-lines';
import { upgradeInterrupted } from '@/lib/upgrade/findings/upgrade-interrupted';
import { upgradeNoOp } from '@/lib/upgrade/findings/upgrade-no-op';
import { upgradeRefused } from '@/lib/upgrade/findings/upgrade-refused';
import { upgradeRolledBack } from '@/lib/upgrade/findings/upgrade-rolled-back';
import { vatCleanupProgress } from '@/lib/upgrade/findings/vat-cleanup-progress';
import { vatCreated } from '@/lib/upgrade/findings/vat-created';
import { vatCreationFailed } from '@/lib/upgrade/findings/vat-creation-failed';
import { vatTerminated } from '@/lib/upgrade/findings/vat-terminated';
import { wrongIncarnation } from '@/lib/upgrade/findings/wrong-incarnation';

/** All rules; their order decides only among findings of one line. */
export const RULES: readonly Rule[] = [
  abandonedExports,
  blockNotCommitted,
  blockRepeated,
  brokenReference,
  bundleInstallError,
  cleanupError,
  computronOutlier,
  consoleError,
  consoleWarn,
  coreEvalFailed,
  coreEvalUnsettled,
  criticalVatEnded,
  deliveryError,
  droppedEntries,
  hostInconsistent,
  illegalSyscall,
  kernelPanic,
  kernelUpgradeEvents,
  logGap,
  lostKrefs,
  memoryGrowth,
  mixedZcf,
  moreFindings,
  notIsolated,
  nullUpgrade,
  pageIn,
  replayDivergence,
  replayHeavy,
  restartedInWindow,
  resubscribedLater,
  runStalled,
  sharedRun,
  sloggerConfused,
  slowBlock,
  slowCommit,
  slowUpgrade,
  subscriberGaveUp,
  syscallError,
  truncated,
  unhandledRejection,
  unknownTypes,
  unparsableLines,
  upgradeInterrupted,
  upgradeNoOp,
  upgradeRefused,
  upgradeRolledBack,
  vatCleanupProgress,
  vatCreated,
  vatCreationFailed,
  vatTerminated,
  wrongIncarnation,
  emptyStep,
];
