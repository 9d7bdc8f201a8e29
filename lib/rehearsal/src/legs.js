// The chain's processes, in order: the old binary up to the upgrade, then the new one, killed once if the scenario says so.
import { stage } from './chain/scenario.js';

/** @typedef {{ title: string, until: number, last: boolean, killAtStep?: number }} Leg */

/** @param {import('./config.js').Config} config @returns {Leg[]} */
export function legs({ plan, scenario, heights }) {
  const { killAtStep } = stage(plan, scenario);
  const before = { title: 'starting the chain', until: heights.upgrade - 1, last: false };
  const upgrade = { title: 'restarting for the upgrade', until: heights.last, last: true };
  if (killAtStep === undefined) return [before, upgrade];
  return [
    before,
    { ...upgrade, last: false, killAtStep },
    { ...upgrade, title: 'restarting after the kill' },
  ];
}
