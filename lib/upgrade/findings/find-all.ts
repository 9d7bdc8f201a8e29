import type { Finding } from '@/lib/upgrade/analysis';
import type { FactRule, Facts, Found, Rule } from '@/lib/upgrade/findings/rule';
import { RULES } from '@/lib/upgrade/findings/rules';
import type { Fact } from '@/lib/upgrade/fold/state';

type ItemRule = Exclude<Rule, { on: 'document' | 'facts' }>;
type DocumentRule = Extract<Rule, { on: 'document' }>;

const isFactRule = (rule: Rule): rule is FactRule => rule.on === 'facts';
const isDocumentRule = (rule: Rule): rule is DocumentRule => rule.on === 'document';
const isItemRule = (rule: Rule): rule is ItemRule => !isFactRule(rule) && !isDocumentRule(rule);

const ITEM_RULES = RULES.filter(isItemRule);
const DOCUMENT_RULES = RULES.filter(isDocumentRule);
const FACT_RULES = new Map<string, FactRule[]>();
for (const rule of RULES.filter(isFactRule))
  FACT_RULES.set(rule.kind, [...(FACT_RULES.get(rule.kind) ?? []), rule]);

/** Findings by the item they were made of: an unchanged item is the same object, and so are its findings. */
type ListCache = { byItem: WeakMap<object, Finding[]>; items: readonly object[]; found: Finding[] };

export type FindingsCache = {
  lists: Map<ItemRule | 'facts', ListCache>;
  document: Map<DocumentRule, Finding[]>;
  final: boolean;
  last: Finding[];
};

export const newFindingsCache = (): FindingsCache => ({
  lists: new Map(),
  document: new Map(),
  final: false,
  last: [],
});

const asFindings = (rule: Rule, found: readonly Found[]): Finding[] =>
  found.map(({ severity, ...rest }) => ({ rule: rule.rule, severity: severity ?? rule.severity, ...rest }));

function perItem<T extends object>(
  cache: FindingsCache,
  key: ItemRule | 'facts',
  items: readonly T[],
  find: (item: T, index: number) => Finding[],
): Finding[] {
  const known = cache.lists.get(key);
  if (known?.items === items) return known.found;
  const byItem = known?.byItem ?? new WeakMap<object, Finding[]>();
  const found: Finding[] = [];
  items.forEach((item, index) => {
    const own = byItem.get(item) ?? find(item, index);
    byItem.set(item, own);
    found.push(...own);
  });
  cache.lists.set(key, { byItem, items, found });
  return found;
}

function ofItems(cache: FindingsCache, rule: ItemRule, facts: Facts): Finding[] {
  const { final } = facts;
  switch (rule.on) {
    case 'upgrades':
      return perItem(cache, rule, facts.upgrades, (item, i) =>
        asFindings(rule, item.lost ? [] : rule.find(item, i, final)),
      );
    case 'terminations':
      return perItem(cache, rule, facts.terminations, (item, i) =>
        asFindings(rule, rule.find(item, i, final)),
      );
    case 'runs':
      return perItem(cache, rule, facts.runs, (item, i) => asFindings(rule, rule.find(item, i, final)));
    case 'blocks':
      return perItem(cache, rule, facts.blocks, (item, i) => asFindings(rule, rule.find(item, i, final)));
    case 'steps':
      return perItem(cache, rule, facts.steps, (item, i) =>
        asFindings(rule, item.lost ? [] : rule.find(item, i, final)),
      );
    default:
      return [];
  }
}

/** What a fact is worth: nothing if its work was lost or another finding has it. */
function ofFact(fact: Fact, index: number, final: boolean): Finding[] {
  if (fact.lost || fact.absorbed) return [];
  return (FACT_RULES.get(fact.kind) ?? []).flatMap((rule) => asFindings(rule, rule.find(fact, index, final)));
}

/** A document rule answers anew each time; what it repeats keeps its object. */
function ofDocument(cache: FindingsCache, rule: DocumentRule, facts: Facts): Finding[] {
  const before = cache.document.get(rule) ?? [];
  const kept = asFindings(rule, rule.find(facts)).map((finding, i) => {
    const old = before[i];
    return old && JSON.stringify(old) === JSON.stringify(finding) ? old : finding;
  });
  cache.document.set(rule, kept);
  return kept;
}

const byPlace = (a: Finding, b: Finding): number => a.line - b.line || a.byte - b.byte;

/** All findings in the order of the log; the same array while nothing changed. */
export function findAll(cache: FindingsCache, facts: Facts): Finding[] {
  if (cache.final !== facts.final)
    Object.assign(cache, { ...newFindingsCache(), final: facts.final, last: cache.last });
  const all = [
    ...ITEM_RULES.flatMap((rule) => ofItems(cache, rule, facts)),
    ...perItem(cache, 'facts', facts.facts, (fact, i) => ofFact(fact, i, facts.final)),
    ...DOCUMENT_RULES.flatMap((rule) => ofDocument(cache, rule, facts)),
  ].sort(byPlace);
  const same = all.length === cache.last.length && all.every((finding, i) => finding === cache.last[i]);
  if (!same) cache.last = all;
  return cache.last;
}
