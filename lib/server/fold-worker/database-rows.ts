import type { Analysis } from '@/lib/upgrade/analysis';

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** PostgreSQL's jsonb takes no NUL and no half of a pair; a log may hold either. */
const storable = (text: string): string =>
  text.replaceAll('\0', '\ufffd').replaceAll(LONE_SURROGATE, '\ufffd');

/** A list as the text of a JSON array that a jsonb column takes. */
export const storableJson = (items: readonly unknown[]): string =>
  JSON.stringify(items, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value));

/** How many upgrades of a document are through. */
export const upgradesDone = ({ upgrades }: Pick<Analysis, 'upgrades'>): number =>
  upgrades.filter(({ outcome, progress, lost }) => outcome === 'upgraded' && progress !== 'running' && !lost)
    .length;
