/** The part of localStorage that is used. */
export type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
export type RunKey = { readonly runId: string; readonly token: string };

const keyOf = (fingerprint: string): string => `vatdeck-upload:${fingerprint}`;

/** Storage may be switched off or full: then an upload works, but is not known again after a reload. */
const attempt = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

/** The run that a file was being sent to when this browser last saw it. */
export function recallUpload(memory: Memory, fingerprint: string): RunKey | null {
  const found: unknown = attempt(() => JSON.parse(memory.getItem(keyOf(fingerprint)) ?? 'null'));
  if (typeof found !== 'object' || found === null) return null;
  const { runId, token } = found as Partial<Record<string, unknown>>;
  return typeof runId === 'string' && typeof token === 'string' ? { runId, token } : null;
}

export function rememberUpload(memory: Memory, fingerprint: string, key: RunKey): void {
  attempt(() => memory.setItem(keyOf(fingerprint), JSON.stringify(key)));
}

export function forgetUpload(memory: Memory, fingerprint: string): void {
  attempt(() => memory.removeItem(keyOf(fingerprint)));
}
