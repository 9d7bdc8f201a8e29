import { describe, expect, it } from 'vitest';
import { type BuiltBundles, parseBuiltBundles } from '@/lib/inventory/built-bundles';
import { driftOf } from '@/lib/inventory/drift';
import { emptyInventory, type InventoryVat } from '@/lib/inventory/inventory';
import { drawVat } from '@/lib/inventory/test/draw-inventory';

const id = (letter: string): string => `b1-${letter.repeat(128)}`;
const parsed = (files: Record<string, unknown>) =>
  parseBuiltBundles(
    Object.entries(files).map(([name, value]) => ({
      name,
      text: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  );
const taken = (files: Record<string, unknown>): BuiltBundles => {
  const result = parsed(files);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const names = (files: Record<string, unknown>): string[] =>
  taken(files).bundles.map(({ name, bundle }) => `${name} ${bundle.slice(0, 4)}`);

describe('parseBuiltBundles', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'a builder’s output',
      {
        'out/upgrade-bank-plan.json': {
          name: 'upgrade-bank',
          bundles: [
            { entrypoint: '@agoric/vats/src/vat-bank.js', bundleID: id('a'), fileName: '/home/me/x.json' },
            { entrypoint: '@agoric/vats/src/proposals/upgrade-bank-proposal.js', bundleID: id('c') },
          ],
        },
      },
      ['bank b1-a', 'upgrade-bank-proposal b1-c'],
    ],
    [
      'names with ids',
      { 'm.json': { bank: id('a'), zoe: { bundleID: id('b') } } },
      ['bank b1-a', 'zoe b1-b'],
    ],
    ['the same under bundles', { 'm.json': { bundles: { bank: id('a') }, at: 'x' } }, ['bank b1-a']],
    [
      'a list',
      {
        'm.json': [
          { name: 'bank', bundleID: id('a') },
          { entrypoint: '@x/src/board.contract.js', id: id('b') },
        ],
      },
      ['bank b1-a', 'board b1-b'],
    ],
    [
      'a bundle itself',
      { 'dir/bundle-bank.json': { moduleFormat: 'endoZipBase64', endoZipBase64Sha512: 'a'.repeat(128) } },
      ['bank b1-a'],
    ],
    ['lockdown and supervisor', { 'm.json': { lockdown: `b0-${'a'.repeat(64)}` } }, ['lockdown b0-a']],
  ])('%s', (_, files, expected) => {
    expect(names(files)).toEqual(expected);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ 'a.json': '{' }, 'a.json: '],
    [{ 'a.json': '7' }, 'a.json: The file must be a builder’s output, a manifest of bundles, or a bundle.'],
    [{ 'x/a.json': { bank: { bundleID: 'b1-xyz' } } }, 'a.json: bank.bundleID must be a bundle id'],
    [{ 'a.json': { bank: 'b1-xyz' } }, 'a.json: bank must be a bundle id'],
    [{ 'a.json': [{ bundleID: id('a') }] }, 'a.json: bundles[0].name must be a text'],
    [
      { 'a.json': { name: 'x', bundles: [{ bundleID: 'b1-x' }] } },
      'a.json: bundleID must be b1- and 128 hex digits.',
    ],
  ])('%j is refused', (files, message) => {
    const result = parsed(files);
    expect(result.ok ? 'taken' : result.error).toContain(message);
  });

  it('what is too long is not parsed, nor are too many', () => {
    const long = parseBuiltBundles([{ name: 'a.json', text: ' '.repeat(30_000_001) }]);
    expect(long.ok ? 'taken' : long.error).toBe(
      'a.json: The file has 30000001 characters; at most 30000000 are read.',
    );
    const many = parseBuiltBundles(Array.from({ length: 1001 }, () => ({ name: 'a.json', text: '{}' })));
    expect(many.ok).toBe(false);
    const deep = parsed({ 'a.json': `${'{"bundles":'.repeat(50_000)}{}${'}'.repeat(50_000)}` });
    expect(deep.ok ? 'taken' : deep.error).toContain('must be a bundle id');
  });

  it('what it does not read is noted', () => {
    const { notes } = taken({
      'm.json': { bank: id('a'), version: '1' },
      'b1-aa.json': { endoZipBase64Sha512: 'a'.repeat(128) },
    });
    expect(notes.map(({ where }) => where)).toEqual(['m.json: version', 'b1-aa.json']);
  });
});

const built = (text: string): BuiltBundles => ({
  notes: [],
  bundles: text.split(' ').map((pair) => {
    const [name = '', bundle = ''] = pair.split('=');
    return { name, bundle, entrypoint: null, file: 'm.json' };
  }),
});
const drift = (vat: InventoryVat, text: string, currentZcf: string | null = null) => {
  const [row] = driftOf({ ...emptyInventory('x'), currentZcf, vats: [vat] }, built(text));
  return row;
};

describe('driftOf', () => {
  it.each<[string, string, string]>([
    ['v14 bank b1-a #1', 'bank=b1-a', 'current: It runs what is built.'],
    ['v14 bank b1-a #1', 'bank=b1-b', 'behind: It runs b1-a; bank builds b1-b.'],
    ['v14 bank b1-a', 'Bank=b1-b', 'behind: '],
    ['v14 bank b1-a #1', 'v14=b1-b bank=b1-a', 'behind: '],
    ['v14 bank b1-a #1', 'board=b1-a', 'unknown: Nothing that was built is known to be its code.'],
    ['v14 bank #1', 'bank=b1-a', 'unknown: The inventory does not say what it runs.'],
    [
      'v14 bank b1-a #1',
      'bank=b1-a bank=b1-b',
      'unknown: Two different bundles are built as bank: m.json and m.json.',
    ],
    ['v14 bank b1-a #1', 'bank=b1-b bank=b1-b', 'behind: '],
    [
      'v14 bank b1-a #1',
      'bank-v1=b1-a bank-v10=b1-b bank-v2=b1-c bank-throws=b1-d',
      'behind: It runs b1-a; bank builds b1-b.',
    ],
    ['v14 bank b1-a #1', 'bank-v2=b1-b bank=b1-a', 'current: '],
    ['v14 bank b1-a #1', 'bank-v2=b1-b bank-v2=b1-c', 'unknown: Two different bundles are built as bank'],
    ['v5 timer static b1-a', 'timer=b1-b', 'not-upgradable: It is static'],
  ])('%s against %s', (vat, text, expected) => {
    const row = drift(drawVat(vat), text);
    expect(`${row?.verdict}: ${row?.reason}`).toContain(expected);
  });

  const contract = (name: string, code: string | null): InventoryVat =>
    drawVat(`v43 ${name} b1-z #1`, { contractBundleID: code });

  it.each<[string, string | null, string, string]>([
    ['zcf-b1-4522b-walletFactory', 'b1-a', 'walletFactory=b1-a', 'current b1-a'],
    ['zcf-b1-4522b-walletFactory', 'b1-a', 'walletFactory=b1-b zcf=b1-z', 'behind b1-a'],
    ['zcf-b1-4522b-walletFactory', 'b1-a', 'walletFactory=b1-a zcf=b1-y', 'behind b1-a'],
    ['zcf-b1-4522b-walletFactory', null, 'walletFactory=b1-z', 'unknown null'],
    ['zcf-b1-9f877-provisionPool.governor', 'b1-a', 'contractGovernor=b1-b', 'behind b1-a'],
    ['zcf-mintHolder-USDC', 'b1-a', 'mintHolder=b1-b', 'behind b1-a'],
    ['zcf-b1-4522b-ATOM-USD_price_feed', 'b1-a', 'fluxAggregatorContract=b1-b', 'behind b1-a'],
  ])('a contract, %s of %s, against %s', (name, code, text, expected) => {
    const row = drift(contract(name, code), text);
    expect(`${row?.verdict} ${row?.running}`).toBe(expected);
  });

  it('a new ZCF and an older lockdown or supervisor are told beside the verdict', () => {
    const vat = { ...contract('zcf-x', 'b1-a'), lockdownBundleID: 'b0-a', supervisorBundleID: 'b0-b' };
    expect(drift(vat, 'x=b1-b zcf=b1-y lockdown=b0-a', 'b1-z')).toMatchObject({
      newZcf: 'b1-y',
      worker: 'current',
    });
    expect(drift(vat, 'x=b1-b zcf=b1-y supervisor=b0-c', 'b1-y')).toMatchObject({
      newZcf: null,
      worker: 'behind',
      reason: expect.stringContaining('Its lockdown or supervisor is older'),
    });
    expect(drift(vat, 'x=b1-b')).toMatchObject({ worker: 'unknown' });
  });
});
