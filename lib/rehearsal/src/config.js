// What a rehearsal is told on stdin, checked once.
import path from 'node:path';
import { codeSteps, SCENARIOS } from './chain/scenario.js';

/**
 * @typedef {object} Config
 * @property {import('./chain/scenario.js').Plan} plan
 * @property {string} scenario
 * @property {string} dataDir
 * @property {string} [cacheDir]
 * @property {{ url: string, token: string }} [ingest]
 * @property {string} [slogFile]
 * @property {{ block: number, step: number }} pace ms to wait between blocks and between steps
 * @property {{ upgrade: number, last: number }} heights
 */

const PACE = { block: 250, step: 250 };
const SLOW_PACE = { block: 1500, step: 1000 };

/** @param {string} what */
const wrong = (what) => new Error(`The rehearsal's config: ${what}`);

/** @param {boolean} holds @param {string} what */
function insist(holds, what) {
  if (!holds) throw wrong(what);
}

/** @param {unknown} pace @param {string} scenario */
function readPace(pace, scenario) {
  if (pace === undefined) return scenario === 'slow' ? SLOW_PACE : PACE;
  if (typeof pace !== 'number' || !(pace >= 0)) throw wrong('pace must be a number of milliseconds');
  return { block: pace, step: pace };
}

/** Ordinary blocks before the upgrade's and after it. @param {any} blocks */
function readHeights({ before = 3, after = 5 } = {}) {
  insist(before >= 1 && after >= 1, 'blocks must be {before, after}, each at least 1');
  return { upgrade: before + 1, last: before + 1 + after };
}

/** @param {any} plan */
function checkPlan(plan) {
  insist(plan?.schema === 'vatdeck/plan@2', 'plan must be a vatdeck/plan@2');
  insist(Array.isArray(plan.steps), 'the plan has no steps');
  insist(codeSteps(plan).length > 0, 'the plan has no step that is code');
  for (const { id, proposals } of plan.steps) {
    insist(Array.isArray(proposals), `step ${id} has no list of proposals`);
    for (const { args } of proposals)
      insist(Array.isArray(args), `a proposal of step ${id} has no list of args`);
  }
}

/** Parses a config, or throws what is wrong with it. @param {string} json @returns {Config} */
export function readConfig(json) {
  const config = JSON.parse(json);
  const { plan, scenario, dataDir, cacheDir, ingest, slogFile, pace, blocks } = config;
  checkPlan(plan);
  insist(SCENARIOS.includes(scenario), `there is no scenario "${scenario}", only ${SCENARIOS.join(', ')}`);
  insist(typeof dataDir === 'string' && path.isAbsolute(dataDir), 'dataDir must be an absolute path');
  insist(slogFile === undefined || path.isAbsolute(slogFile), 'slogFile must be an absolute path');
  insist(
    Boolean(ingest?.url && ingest?.token) || Boolean(slogFile),
    'it needs ingest {url, token} or slogFile',
  );
  const heights = readHeights(blocks);
  return { plan, scenario, dataDir, cacheDir, ingest, slogFile, pace: readPace(pace, scenario), heights };
}
