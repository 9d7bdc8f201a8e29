import { E } from '@endo/far';

/** Opens accounts for newcomers. */
export const provisioning = {
  name: 'provisioning',
  kind: 'account',
  fields: (address) => ({ address, powers: undefined }),
  methods: () => ({
    grant({ state }, powers) {
      state.powers = powers;
    },
    powers: ({ state }) => state.powers,
  }),
  follows: ['bank', 'board'],
  root: ({ peers, provideRecord, publish }) => ({
    async fromBridge({ address, powerFlags, nickname }) {
      provideRecord(address).grant(harden(powerFlags));
      await E(peers.get('bank')).transfer('pool', address, 1n);
      await E(peers.get('board')).publishAs(nickname, address);
      publish({ address });
    },
  }),
};
