import { describe, expect, it } from 'vitest';
import { drawInventory, drawVat } from '@/lib/inventory/test/draw-inventory';
import { upgradable } from '@/lib/inventory/upgradable';

const CHAIN = drawInventory('v1 bootstrap static\nv9 zoe\n† v29 old');
const of = (text: string, holders: readonly string[] | null = null) => {
  const { verdict, reason } = upgradable(drawVat(text, { adminNodeHolders: holders }), CHAIN);
  return `${verdict}: ${reason}`;
};

describe('upgradable', () => {
  it.each<[string, readonly string[] | null, string]>([
    [
      'v1 bootstrap static',
      null,
      'no: It is static and keeps its state in closures, which an upgrade would lose.',
    ],
    ['v3 comms', null, 'no: It is static, and no vat of liveslots: it has no upgrade.'],
    ['v5 timer static', null, 'no: It is static: it has no admin node,'],
    ['v6 valueOf static', null, 'no: It is static: it has no admin node,'],
    ['v5 timer static #2', ['v1'], 'no: It is static'],
    ['v29 old dynamic #1', ['v1'], 'no: It is terminated.'],
    ['v14 bank dynamic #2', [], 'no: Nobody holds its admin node, so nobody can ask for its upgrade.'],
    ['v14 bank dynamic #0', ['v29'], 'no: Only terminated vats hold its admin node.'],
    [
      'v14 bank dynamic #2',
      ['v1'],
      'yes: v1 bootstrap holds its admin node, and it has been upgraded before.',
    ],
    [
      'v14 bank dynamic #0',
      ['v29', 'v1', 'v9'],
      'yes: v1 bootstrap and v9 zoe hold its admin node; it was never upgraded',
    ],
    ['v14 bank dynamic', ['v77'], 'yes: v77 holds its admin node.'],
    ['v14 bank dynamic #1', null, 'yes: It has been upgraded before.'],
    ['v14 bank dynamic #0', null, 'unknown: The inventory does not say who holds its admin node.'],
    [
      'v14 bank',
      null,
      'unknown: The inventory does not say whether it is static or who holds its admin node.',
    ],
    ['v14 timer dynamic #1', null, 'yes: It has been upgraded before.'],
  ])('%s, held by %j', (text, holders, expected) => {
    expect(of(text, holders)).toContain(expected);
  });

  it('whatever is not upgradable leads to the rule upstream', () => {
    expect(upgradable(drawVat('v1 bootstrap static'), CHAIN).link).toMatch(
      /^https:\/\/github.com\/Agoric\/agoric-sdk\//,
    );
  });
});
