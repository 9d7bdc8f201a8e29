// What every vat of the rehearsal's chain has in common: it keeps a book of durable records, tells
// whoever asks of its next update, follows others, and starts its next incarnation on the same data.
import { E, Far } from '@endo/far';

/* global VatData */
const { makeKindHandle, defineDurableKind, makeScalarBigMapStore } = VatData;

const provide = (baggage, key, make) => {
  if (!baggage.has(key)) baggage.init(key, make());
  return baggage.get(key);
};

const durableMap = (baggage, key) =>
  provide(baggage, key, () => makeScalarBigMapStore(key, { durable: true }));

/** The promises of `nextUpdate` live on the heap, so an upgrade of this vat severs whoever waits for one. */
const makePublisher = () => {
  let waiting = [];
  return harden({
    nextUpdate: () => new Promise((resolve) => waiting.push(resolve)),
    publish: (update) => {
      const told = waiting;
      waiting = [];
      for (const resolve of told) resolve(harden(update));
    },
  });
};

const isUpgradeDisconnection = (reason) =>
  typeof reason === 'object' && reason !== null && reason.name === 'vatUpgraded';

/** Follows a peer's updates until told that the peer was upgraded; then asks again, or gives up. */
const makeFollower = ({ name, peers, givesUp }) => {
  const follow = (peer) =>
    E(peers.get(peer))
      .nextUpdate()
      .then(
        () => follow(peer),
        (reason) => {
          if (!isUpgradeDisconnection(reason)) {
            console.warn(`${name}: ${peer} cannot be followed`, reason);
          } else if (givesUp) {
            console.log(`${name}: lost ${peer} (${reason.upgradeMessage}), giving up`);
          } else {
            console.log(`${name}: ${peer} was upgraded (${reason.upgradeMessage}), subscribing again`);
            follow(peer);
          }
        },
      );
  return follow;
};

/** Lines as proposals and contracts write them: all of these but `alarm` mean nothing. */
const makeChatter = (name) => {
  let line = 0;
  return harden({
    trace(text) {
      line += 1;
      console.info(`----- ${name}.${line} `, `${line}`, text);
    },
    complain(text) {
      console.warn(`${name}: ${text}`);
    },
    refuse(text) {
      throw Error(`${name}: ${text}`);
    },
    alarm(text) {
      console.error(`${name}: ${text}`, Error(text));
    },
  });
};

/**
 * Makes the `buildRootObject` of one bundle.
 *
 * @param {object} vat what this vat is: `name`, `kind` (the tag of its durable kind), `fields` and
 *   `methods` of a record, `follows`, `givesUp` and `root`, which makes the vat's own root methods
 * @param {{ version: number, fault?: 'throws' | 'missing-kind' }} code which code of that vat the bundle holds
 */
export const startVat = (vat, { version, fault }) => {
  /**
   * @param {{ exitVatWithFailure: (reason: Error) => void }} vatPowers
   * @param {{ noisy?: boolean }} parameters
   * @param {import('@agoric/vat-data').Baggage} baggage
   */
  const buildRootObject = (vatPowers, parameters, baggage) => {
    const { name, kind, fields, methods, follows = [], givesUp = false, root } = vat;
    const handle = provide(baggage, 'kindHandle', () => makeKindHandle(kind));
    const book = durableMap(baggage, 'book');
    const peers = durableMap(baggage, 'peers');
    const { nextUpdate, publish } = makePublisher();
    const makeRecord =
      fault === 'missing-kind' ? undefined : defineDurableKind(handle, fields, methods({ publish }));
    const follow = makeFollower({ name, peers, givesUp });
    const chatter = makeChatter(name);

    const provideRecord = (key) => provide(book, key, () => makeRecord(key));
    if (book.has('startedBy')) book.set('startedBy', version);
    else book.init('startedBy', version);
    if (fault === 'throws') {
      throw Error(`${name} v${version} cannot start: missing governance parameter "MinInitialDebt"`);
    }
    // A later incarnation asks its peers again: what the earlier one waited for is gone with it.
    for (const peer of peers.has('connected') ? follows : []) follow(peer);
    if (parameters?.noisy) {
      chatter.trace(`started version ${version}`);
      chatter.complain('price authority is not set, using the last quote');
      if (name === parameters.alarms) chatter.alarm('ledger total 1000 differs from sum of records 999');
    }

    return Far('root', {
      ...root({ name, version, book, peers, provideRecord, publish, vatPowers }),
      connect(roots) {
        for (const [peer, peerRoot] of Object.entries(roots)) peers.init(peer, peerRoot);
        peers.init('connected', true);
        for (const peer of follows) follow(peer);
      },
      nextUpdate,
      version: () => version,
      say: (how, text) => chatter[how](text),
      settle(reason) {
        vatPowers.exitVatWithFailure(Error(reason));
      },
    });
  };
  return buildRootObject;
};
