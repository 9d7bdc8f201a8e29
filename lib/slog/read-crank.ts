import { type Capdata, readCapdata } from '@/lib/slog/capdata';
import type { EntryOf, Envelope, Message, Resolution, Syscall } from '@/lib/slog/entry';
import { asArray, asNumber, asRecord, asString, type JsonRecord } from '@/lib/slog/json';

type Body<T extends 'deliver' | 'deliver-result' | 'syscall' | 'syscall-result'> = Omit<
  EntryOf<T>,
  keyof Envelope
>;

/** A call: `methargs`, or in very old slogs `method` beside `args`. */
function readCall(message: JsonRecord | null): { methargs: Capdata | null; result: string | null } {
  const methargs = readCapdata(message?.methargs);
  const args = readCapdata(message?.args);
  const method = asString(message?.method);
  const old =
    args && method !== null
      ? { body: `[${JSON.stringify(method)},${args.body.replace(/^#/, '')}]`, slots: args.slots }
      : null;
  return { methargs: methargs ?? old, result: asString(message?.result) };
}

/** What a crank is about; unknown types are kept by name. */
export function readMessage(message: JsonRecord | null): Message {
  switch (message?.type) {
    case 'send':
      return { type: 'send', target: asString(message.target), ...readCall(asRecord(message.msg)) };
    case 'notify':
      return { type: 'notify', vatID: asString(message.vatID), kpid: asString(message.kpid) };
    case 'create-vat': {
      const options = asRecord(message.dynamicOptions);
      return {
        type: 'create-vat',
        vatID: asString(message.vatID),
        bundleID: asString(asRecord(message.source)?.bundleID),
        name: asString(options?.name),
        critical: options?.critical !== undefined && options.critical !== false && options.critical !== null,
      };
    }
    case 'upgrade-vat':
      return {
        type: 'upgrade-vat',
        vatID: asString(message.vatID),
        upgradeID: asString(message.upgradeID),
        bundleID: asString(message.bundleID),
        upgradeMessage: asString(message.upgradeMessage),
        vatParameters: readCapdata(message.vatParameters),
      };
    default:
      return { type: 'other', name: asString(message?.type) ?? '?' };
  }
}

/** Replays have no crank; the context-aware form says it by that alone. */
const isReplay = (raw: JsonRecord): boolean =>
  raw.replay === true || (raw.replay === undefined && asNumber(raw.crankNum) === null);

const identity = (raw: JsonRecord, fallback: unknown) => ({
  crankNum: asNumber(raw.crankNum),
  vatID: asString(raw.vatID) ?? '?',
  deliveryNum: asNumber(raw.deliveryNum),
  replay: isReplay(raw),
  dispatch: asString(raw.dispatch) ?? asString(fallback),
});

/** A notify's resolutions in the kernel's form; every state but `rejected` is a fulfilment. */
const readNotified = (value: unknown): Resolution[] =>
  asArray(value).flatMap((item) => {
    const [kpid, resolution] = asArray(item);
    const record = asRecord(resolution);
    const name = asString(kpid);
    return name === null
      ? []
      : [{ kpid: name, rejected: record?.state === 'rejected', data: readCapdata(record?.data) }];
  });

const readResolved = (value: unknown): Resolution[] =>
  asArray(value).flatMap((item) => {
    const [kpid, rejected, data] = asArray(item);
    const name = asString(kpid);
    return name === null ? [] : [{ kpid: name, rejected: rejected === true, data: readCapdata(data) }];
  });

export function readDeliver(raw: JsonRecord): Body<'deliver'> {
  const kd = asArray(raw.kd);
  const isMessage = kd[0] === 'message';
  return {
    type: 'deliver',
    ...identity(raw, asArray(raw.vd)[0] ?? kd[0]),
    target: isMessage ? asString(kd[1]) : null,
    ...(isMessage ? readCall(asRecord(kd[2])) : { methargs: null, result: null }),
    resolutions: kd[0] === 'notify' ? readNotified(kd[1]) : [],
  };
}

export function readDeliverResult(raw: JsonRecord): Body<'deliver-result'> {
  const [status, problem, usage] = asArray(raw.dr);
  const kept = asRecord(problem);
  return {
    type: 'deliver-result',
    ...identity(raw, null),
    status: asString(status),
    problem: asString(problem),
    computrons: asNumber(asRecord(usage)?.compute),
    exportedRemotables: asNumber(kept?.exportedRemotables),
    unmetered: !asRecord(usage),
  };
}

function readRequest(raw: JsonRecord): Syscall {
  const ksc = asArray(raw.ksc);
  if (raw.ksc === undefined || raw.ksc === null) return { name: 'illegal' };
  switch (ksc[0]) {
    case 'send':
      return { name: 'send', ...readCall(asRecord(ksc[2])) };
    case 'subscribe':
      return { name: 'subscribe', kpid: asString(ksc[2]) };
    case 'resolve':
      return { name: 'resolve', resolutions: readResolved(ksc[2]) };
    case 'invoke':
      return {
        name: 'callNow',
        device: asString(ksc[1]),
        method: asString(ksc[2]),
        args: readCapdata(ksc[3]),
      };
    default:
      return { name: 'other' };
  }
}

export const readSyscall = (raw: JsonRecord): Body<'syscall'> => {
  const replay = isReplay(raw);
  return {
    type: 'syscall',
    vatID: asString(raw.vatID) ?? '?',
    replay,
    syscall: replay ? { name: 'other' } : readRequest(raw),
  };
};

export function readSyscallResult(raw: JsonRecord): Body<'syscall-result'> {
  const [status, value] = asArray(raw.ksr);
  return {
    type: 'syscall-result',
    vatID: asString(raw.vatID) ?? '?',
    replay: isReplay(raw),
    status: asString(status),
    value: readCapdata(value),
    problem: asString(value),
  };
}
