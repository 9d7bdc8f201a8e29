import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '@/lib/upgrade/analysis';
import { analysisOf } from '@/lib/upgrade/fold-text';

/**
 * Can whoever holds nothing but the JSON of the document answer what the operators asked? Everything below looks at parsed JSON and at
 * what the rehearsal says that it planned and saw (`truth.json`), at no function of ours.
 */
const SAMPLES = path.resolve(import.meta.dirname, '../slog/samples');
type TrueUpgrade = {
  process: number;
  vat: string;
  blockHeight: number;
  runNum: number;
  bundleID: string;
  outcome: string;
  error: string | null;
};
const truth: Record<string, { upgrades: TrueUpgrade[] }> = JSON.parse(
  readFileSync(path.join(SAMPLES, 'truth.json'), 'utf8'),
);
const documentOf = (name: string): Analysis =>
  JSON.parse(JSON.stringify(analysisOf(gunzipSync(readFileSync(path.join(SAMPLES, `${name}.slog.gz`))))));

const lasting = ({ upgrades }: Analysis) => upgrades.filter(({ lost }) => !lost);

describe.each(Object.keys(truth))('of %s the document alone answers', (name) => {
  const document = documentOf(name);
  const planned = truth[name]?.upgrades ?? [];

  it('did every planned vat upgrade, to the bundle that was meant, in which block and run, and if not, why', () => {
    // What an earlier process had not committed was done again by the last.
    const last = Math.max(...planned.map(({ process }) => process));
    expect(
      document.upgrades.map((upgrade) => ({
        vat: upgrade.name,
        bundleID: upgrade.contractBundleID ?? upgrade.bundleID,
        blockHeight: upgrade.blockHeight,
        runNum: upgrade.runNum,
        outcome: upgrade.outcome,
        error: upgrade.error,
        committed: upgrade.committed,
      })),
    ).toEqual(planned.map(({ process, ...rest }) => ({ ...rest, committed: process === last })));
  });

  it('was each settled in its own run before the next', () => {
    const runs = lasting(document).map(({ runIndex }) => runIndex);
    const alone = new Set(runs).size === runs.length;
    for (const upgrade of lasting(document)) {
      const run = document.runs[upgrade.runIndex ?? -1];
      expect([run?.finished, upgrade.progress]).toEqual([true, 'settled']);
      expect(upgrade.callback?.line).toBeLessThan(run?.endLine ?? 0);
      for (const { line } of upgrade.severed) expect(line).toBeLessThan(run?.endLine ?? 0);
      if (alone) expect(upgrade.isolated).toBe(true);
    }
    expect(document.findings.some(({ rule }) => rule === 'shared-run')).toBe(!alone);
  });

  it('did anything terminate or log an unexpected error, and in which line', () => {
    const lines = document.source.lines;
    const said = document.findings.filter(({ rule }) => rule === 'vat-terminated');
    expect(said.map(({ vatID, line }) => [vatID, line])).toEqual(
      document.terminations.map(({ vatID, line }) => [vatID, line]),
    );
    for (const { line, message } of document.findings) {
      expect(line).toBeGreaterThan(0);
      expect(line).toBeLessThanOrEqual(lines);
      expect(message).not.toMatch(/undefined|null|\[object/);
    }
  });

  it('did each subscriber come back', () => {
    const all = lasting(document).flatMap(({ severed }) => severed);
    const back = all.filter(({ resubscribed }) => resubscribed);
    const lostOnes = all.filter(
      (s) =>
        !s.resubscribed && !s.resubscribedLater && !s.self && !s.subscriberReplacedSince && s.line !== null,
    );
    expect(document.summary).toMatchObject({
      severedPromises: all.length,
      resubscribed: back.length,
      gaveUp: lostOnes.length,
    });
    const gaveUp = document.findings.filter(({ rule }) => rule === 'subscriber-gave-up');
    expect(gaveUp.map(({ vatID }) => vatID)).toEqual(
      lostOnes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)).map(({ subscriber }) => subscriber),
    );
  });

  it('how long did each part take', () => {
    for (const { seconds, deliveries } of lasting(document)) {
      expect(deliveries.map(({ dispatch }) => dispatch)).toEqual(['bringOutYourDead', 'startVat']);
      const parts = deliveries.reduce((sum, delivery) => sum + (delivery.seconds ?? Number.NaN), 0);
      expect(parts).toBeGreaterThan(0);
      expect(seconds).toBeGreaterThan(parts);
    }
    for (const run of document.runs) if (run.finished) expect(run.seconds).toBeGreaterThanOrEqual(0);
    for (const { committed, seconds, endBlockSeconds, commitSeconds } of document.blocks)
      if (committed) {
        expect(seconds).toBeGreaterThan(endBlockSeconds ?? Number.NaN);
        expect(commitSeconds).toBeGreaterThanOrEqual(0);
      }
    for (const { initSeconds } of document.processStarts) expect(initSeconds).toBeGreaterThan(0);
    const upgrading = new Set(lasting(document).map(({ blockHeight }) => blockHeight));
    for (const { blockHeight, committed, bundlingSeconds, rss } of document.blocks)
      if (upgrading.has(blockHeight)) {
        expect(bundlingSeconds).toBeGreaterThan(0);
        if (committed) expect(rss).toBeGreaterThan(1e6);
      }
  });
});
