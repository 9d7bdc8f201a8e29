import type { Finding } from '@/lib/upgrade/analysis';
import type { Facts, Found, Rule } from '@/lib/upgrade/findings/rule';
import { RULES } from '@/lib/upgrade/findings/rules';

/** Findings by the item they were made of: an unchanged item is the same object, and so are its findings. */
export type FindingsCache = {
  byItem: WeakMap<object, Map<Rule, Finding[]>>;
  lists: Map<Rule, { items: readonly object[]; found: Finding[] }>;
  document: Map<Rule, Finding[]>;
  final: boolean;
  last: Finding[];
};

export const newFindingsCache = (): FindingsCache => ({
  byItem: new WeakMap(),
  lists: new Map(),
  document: new Map(),
  final: false,
  last: [],
});

const asFindings = (rule: Rule, found: readonly Found[]): Finding[] =>
  found.map(({ severity, ...rest }) => ({ rule: rule.rule, severity: severity ?? rule.severity, ...rest }));

function perItem<T extends object>(
  cache: FindingsCache,
  rule: Rule,
  items: readonly T[],
  find: (item: T, index: number) => Found[],
): Finding[] {
  const known = cache.lists.get(rule);
  if (known?.items === items) return known.found;
  const found = items.flatMap((item, index) => {
    const rules = cache.byItem.get(item) ?? new Map<Rule, Finding[]>();
    const before = rules.get(rule);
    if (before) return before;
    const now = asFindings(rule, find(item, index));
    rules.set(rule, now);
    cache.byItem.set(item, rules);
    return now;
  });
  cache.lists.set(rule, { items, found });
  return found;
}

/** A document rule answers anew each time; what it repeats keeps its object. */
function ofDocument(cache: FindingsCache, rule: Rule, found: Finding[]): Finding[] {
  const before = cache.document.get(rule) ?? [];
  const kept = found.map((finding, i) => {
    const old = before[i];
    return old && JSON.stringify(old) === JSON.stringify(finding) ? old : finding;
  });
  cache.document.set(rule, kept);
  return kept;
}

function findBy(cache: FindingsCache, rule: Rule, facts: Facts): Finding[] {
  const { final } = facts;
  switch (rule.on) {
    case 'upgrades':
      return perItem(cache, rule, facts.upgrades, (item, i) => (item.lost ? [] : rule.find(item, i, final)));
    case 'terminations':
      return perItem(cache, rule, facts.terminations, (item, i) => rule.find(item, i, final));
    case 'runs':
      return perItem(cache, rule, facts.runs, (item, i) => rule.find(item, i, final));
    case 'blocks':
      return perItem(cache, rule, facts.blocks, (item, i) => rule.find(item, i, final));
    case 'steps':
      return perItem(cache, rule, facts.steps, (item, i) => (item.lost ? [] : rule.find(item, i, final)));
    case 'facts':
      return perItem(cache, rule, facts.facts, (item, i) =>
        item.lost || item.absorbed || item.kind !== rule.kind ? [] : rule.find(item, i, final),
      );
    case 'document':
      return ofDocument(cache, rule, asFindings(rule, rule.find(facts)));
  }
}

const byPlace = (a: Finding, b: Finding): number => a.line - b.line || a.byte - b.byte;

/** All findings in the order of the log; the same array while nothing changed. */
export function findAll(cache: FindingsCache, facts: Facts): Finding[] {
  if (cache.final !== facts.final)
    Object.assign(cache, { ...newFindingsCache(), final: facts.final, last: cache.last });
  const all = RULES.flatMap((rule) => findBy(cache, rule, facts)).sort(byPlace);
  const same = all.length === cache.last.length && all.every((finding, i) => finding === cache.last[i]);
  if (!same) cache.last = all;
  return cache.last;
}
