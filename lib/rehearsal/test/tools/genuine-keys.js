// The host's entries with their keys in order, as a genuine chain node of 2025-26 wrote them (type, time, monotime, seconds left out).

/** @type {Record<string, string[]>} */
export const GENUINE_KEYS = {
  'cosmic-swingset-init': [
    'blockHeight isBootstrap needsExecution params savedHeight savedBeginHeight inboundQueueInitialLengths',
    'blockHeight isBootstrap needsExecution params upgradeDetails savedHeight savedBeginHeight inboundQueueInitialLengths',
  ],
  'cosmic-swingset-bootstrap-block-start': ['blockTime'],
  'cosmic-swingset-bootstrap-block-finish': ['blockTime'],
  'cosmic-swingset-upgrade-start': ['blockHeight blockTime coreProposals'],
  'cosmic-swingset-upgrade-finish': ['blockHeight blockTime'],
  'cosmic-swingset-begin-block': [
    'blockHeight blockTime interBlockSeconds afterCommitHangoverSeconds blockLagSeconds inboundQueueStats',
  ],
  'cosmic-swingset-end-block-start': ['blockHeight blockTime'],
  'cosmic-swingset-run-start': [
    'blockHeight runNum phase startBeans',
    'blockHeight runNum phase startBeans remainingBeans',
  ],
  'cosmic-swingset-run-finish': [
    'blockHeight runNum phase startBeans finishBeans usedBeans',
    'blockHeight runNum phase startBeans finishBeans usedBeans remainingBeans',
  ],
  'cosmic-swingset-bridge-inbound': ['inboundNum source body'],
  'cosmic-swingset-timer-poll': ['blockHeight blockTime added'],
  'cosmic-swingset-end-block-finish': [
    'blockHeight blockTime inboundQueueStartLengths processedActionCounts inboundQueueStats',
  ],
  'cosmic-swingset-commit-block-start': ['blockHeight blockTime'],
  'cosmic-swingset-commit-block-finish': [
    'blockHeight blockTime runSeconds chainTime saveTime cosmosCommitSeconds fullSaveTime',
  ],
  'cosmic-swingset-after-commit-stats': ['blockHeight blockTime memoryUsage heapStats statsTime'],
};
