// What waits to be done by the kernel, in the order of urgency that the chain's host knows.

/** @typedef {'forced' | 'priority' | 'inbound'} QueueName */
/** @typedef {ReturnType<typeof makeQueues>} Queues */

/** @type {QueueName[]} */
const QUEUES = ['forced', 'priority', 'inbound'];

/** @typedef {{ source: string, body: { type: string } & Record<string, unknown>, inboundNum: string }} Action */

/** Three queues of actions with the counters that every block's entries carry. */
export function makeQueues() {
  /** @type {Record<string, Action[]>} */
  const queues = { forced: [], priority: [], inbound: [] };
  const added = { forced: 0, priority: 0, inbound: 0 };
  const removed = { forced: 0, priority: 0, inbound: 0 };
  const lengths = () => Object.fromEntries(QUEUES.map((name) => [name, queues[name].length]));

  /** @param {string} word @param {Record<string, number>} counts */
  const counters = (word, counts) => {
    const each = QUEUES.map((name) => [`cosmic_swingset_inbound_queue_${word}_${name}`, counts[name]]);
    const sum = QUEUES.reduce((total, name) => total + counts[name], 0);
    return Object.fromEntries([...each, [`cosmic_swingset_inbound_queue_${word}`, sum]]);
  };

  return harden({
    lengths,
    stats: () => ({
      ...counters('length', lengths()),
      ...counters('add', added),
      ...counters('remove', removed),
    }),
    /** @param {QueueName} name @param {Action} action */
    push(name, action) {
      queues[name].push(action);
      added[name] += 1;
    },
    /** @param {QueueName} name @returns {Action | undefined} */
    take(name) {
      const action = queues[name].shift();
      if (action) removed[name] += 1;
      return action;
    },
  });
}
