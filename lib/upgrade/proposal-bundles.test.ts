import { expect, it } from 'vitest';
import { proposalBundles } from '@/lib/upgrade/proposal-bundles';

const id = (digit: string): string => `b1-${digit.repeat(128)}`;

it('reads the bundles of each proposal out of a script', () => {
  const script = `// made by a builder
const metadataRecords = harden([
  {
    call: ["getManifest", { bankRef: {bundleID: "${id('a')}"}, text: "a ] and a , and \\" in it" }],
    customManifest: undefined,
    ref: {bundleID: "${id('b')}"},
  },
  { call: ["other", [1, {ref: {bundleID: '${id('c')}'}}]], ref: {bundleID: "${id('b')}"} },
]);
const later = [ "${id('d')}" ];`;
  expect(proposalBundles(script)).toEqual([
    [id('a'), id('b')],
    [id('c'), id('b')],
  ]);
});

it('finds none in any other script', () => {
  expect(proposalBundles('')).toEqual([]);
  expect(proposalBundles('const metadataRecords = harden([')).toEqual([]);
  expect(proposalBundles('const metadataRecords = harden([])')).toEqual([]);
});
