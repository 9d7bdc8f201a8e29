import type { Fields } from '@/lib/plan/read-fields';

type Upgrader = (fields: Fields) => Fields;

/**
 * From each older schema to the next. `@1` had chain, upgradeName and steps of core evals; all that `@2` adds is left out there and
 * gets the value that means "nothing said".
 */
const UPGRADERS: Readonly<Record<string, Upgrader>> = {
  'vatdeck/plan@1': ({ chain, upgradeName, steps }) => ({
    schema: 'vatdeck/plan@2',
    chain,
    upgradeName,
    steps,
  }),
};

/** A plan's fields as the newest schema has them; unknown schemas are left as they are. */
export function upgradeFields(fields: Fields): Fields {
  const upgrader = typeof fields.schema === 'string' && Object.hasOwn(UPGRADERS, fields.schema);
  return upgrader ? upgradeFields(UPGRADERS[String(fields.schema)]?.(fields) ?? fields) : fields;
}
