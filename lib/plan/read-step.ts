import {
  ACTS,
  DEFAULT_ENTRYPOINT,
  type Link,
  type PlannedUpgrade,
  type Proposal,
  type Step,
} from '@/lib/plan/plan';
import {
  count,
  each,
  type Fields,
  httpsUrl,
  json,
  LIMITS,
  list,
  name,
  oneOf,
  orNull,
  prose,
  record,
  text,
} from '@/lib/plan/read-fields';

function readLink(value: unknown, where: string): Link {
  const { label, url } = record(value, where);
  return { label: text(label, `${where}.label`), url: httpsUrl(url, `${where}.url`) };
}

export const readLinks = (value: unknown, where: string): Link[] =>
  each(value ?? [], { where, limit: LIMITS.links }, readLink);

function readUpgrade(value: unknown, where: string): PlannedUpgrade {
  const { vat, bundle, incarnation } = record(value, where);
  return {
    vat: name(vat, `${where}.vat`),
    bundle: orNull(bundle, `${where}.bundle`, name),
    incarnation: orNull(incarnation, `${where}.incarnation`, count),
  };
}

function readProposal(value: unknown, where: string): Proposal {
  const { module, entrypoint = DEFAULT_ENTRYPOINT, args = [], upgrades = [] } = record(value, where);
  json(list(args, `${where}.args`, LIMITS.args), `${where}.args`);
  return {
    module: name(module, `${where}.module`),
    entrypoint: name(entrypoint, `${where}.entrypoint`),
    args: [...list(args, `${where}.args`, LIMITS.args)],
    upgrades: each(upgrades, { where: `${where}.upgrades`, limit: LIMITS.upgrades }, readUpgrade),
  };
}

const KINDS = ['core-eval', 'act'] as const;

function readKind(kind: unknown, fields: Fields, where: string) {
  const { proposals, together, act, what } = fields;
  if (oneOf(kind, `${where}.kind`, KINDS) === 'act') {
    list(proposals ?? [], `${where}.proposals`, 0);
    return {
      kind: 'act',
      act: oneOf(act, `${where}.act`, ACTS),
      what: text(what, `${where}.what`),
      proposals: [],
    } as const;
  }
  return {
    kind: 'core-eval',
    proposals: each(proposals, { where: `${where}.proposals`, limit: LIMITS.proposals }, readProposal),
    together: orNull(together, `${where}.together`, text),
  } as const;
}

/** A step from whatever arrived; what is left out gets the value that means nothing said. */
export function readStep(value: unknown, where: string): Step {
  const fields = record(value, where);
  const { kind = 'core-eval', id = where, title = where, notes = '', links } = fields;
  return {
    id: name(id, `${where}.id`),
    title: text(title, `${where}.title`),
    ...readKind(kind, fields, where),
    notes: prose(notes, `${where}.notes`),
    links: readLinks(links, `${where}.links`),
  };
}
