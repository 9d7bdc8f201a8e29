// What people and modules send to the chain between upgrades; the same at the same height, always.
import { createHash } from 'node:crypto';

const OWNERS = ['agoric1ada', 'agoric1bo', 'agoric1cyn'];

/** @param {string} text */
const txHash = (text) => createHash('sha256').update(text).digest('hex').toUpperCase();

/** @param {string} owner @param {Record<string, unknown>} spendAction */
const signed = (owner, spendAction) => ({
  source: 'wallet',
  body: { type: 'WALLET_SPEND_ACTION', owner, spendAction: JSON.stringify(spendAction) },
});

/** @param {string} owner @param {string} id @param {string} name @param {string} method @param {unknown[]} args */
const call = (owner, id, name, method, args) => signed(owner, { id, name, method, args });

/** @param {number} height */
const ordinary = (height) => {
  const owner = OWNERS[height % OWNERS.length];
  const id = `${owner}-${height}`;
  return [
    {
      source: 'bank',
      body: {
        type: 'VBANK_BALANCE_UPDATE',
        nonce: height,
        updated: [{ address: owner, denom: 'ubld', amount: '25' }],
      },
    },
    { source: 'vtransfer', body: { type: 'VTRANSFER_IBC_EVENT', event: 'acknowledgementPacket' } },
    call(owner, `${id}-offer`, 'contract', 'offer', [`seat-${id}`, owner, 10]),
    call(owner, `${id}-name`, 'board', 'publishAs', [`board0${height}`, owner]),
    call(owner, `${id}-look`, 'board', 'lookup', [`board0${height}`]),
    call(owner, `${id}-send`, 'bank', 'transfer', [owner, OWNERS[(height + 1) % OWNERS.length], 5]),
  ];
};

/** @param {number} height */
const newcomer = (height) => ({
  source: 'provision',
  body: {
    type: 'PLEASE_PROVISION',
    nickname: `newcomer-${height}`,
    address: `agoric1new${height}`,
    powerFlags: ['SMART_WALLET'],
    autoProvision: false,
  },
});

/** Lines that mean nothing, as chains are full of them. @param {number} height */
const noise = (height) => [
  call('agoric1ada', `noise-${height}-1`, 'contract', 'say', ['trace', 'quote accepted']),
  call('agoric1ada', `noise-${height}-2`, 'bank', 'say', ['complain', 'denom ibc/5F has no display unit']),
  call('agoric1bo', `noise-${height}-3`, 'provisioning', 'say', ['refuse', 'already provisioned']),
  call('agoric1bo', `noise-${height}-4`, 'zoe', 'say', ['trace', 'seat exited']),
];

/**
 * The actions of one ordinary block: prices first, for oracles' prices have priority, then what came by transaction.
 * @param {{ height: number, noisy: boolean, ends?: string }} block `ends`: a vat that is told of its own ruin
 */
export function traffic({ height, noisy, ends }) {
  const price = call('agoric1operator', `price-${height}`, 'oracle', 'pushPrice', ['ATOM-USD', 700 + height]);
  const inbound = [
    ...ordinary(height),
    ...(height % 2 === 0 ? [newcomer(height)] : []),
    ...(noisy ? noise(height) : []),
    ...(ends
      ? [call('agoric1ada', `end-${height}`, ends, 'settle', [`${ends}: collateral is short by 1`])]
      : []),
  ];
  /** @param {{ source: string, body: { type: string } }} action @param {number} index */
  const numbered = (action, index) => ({
    ...action,
    inboundNum: `${height}-${txHash(`${height}/${index}`)}-0`,
  });
  return {
    priority: height % 2 === 1 ? [numbered(price, 99)] : [],
    inbound: inbound.map(numbered),
  };
}
