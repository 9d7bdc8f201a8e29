import type { GoToken } from '@/lib/plan/formats/go-tokens';

/** What Go's `json.Marshal` makes of a literal. */
export type GoJson =
  | string
  | number
  | boolean
  | null
  | readonly GoJson[]
  | { readonly [key: string]: GoJson };

type GoField = {
  readonly name: string;
  readonly json: string;
  readonly omitEmpty: boolean;
  readonly type: GoType;
};
export type GoType =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list'; readonly of: GoType }
  | { readonly kind: 'map'; readonly of: GoType }
  | { readonly kind: 'struct'; readonly fields: readonly GoField[] };

/** Names that are given a literal exactly once, and named struct types, of the same source. */
export type GoScope = {
  readonly types: ReadonlyMap<string, GoType>;
  readonly variables: ReadonlyMap<string, number>;
};

/** Something that only running the program would tell. */
export class Computed extends Error {
  readonly line: number;
  constructor(token: GoToken | undefined, what: string) {
    super(what);
    this.line = token?.line ?? 0;
  }
}

/** Nesting that no handler has; a hostile source must not end the reader. */
const DEEPEST = 60;

/** Reads Go literals from a place in the words of a source; every method leaves the place behind what it read. */
export class GoLiterals {
  readonly #tokens: readonly GoToken[];
  readonly #scope: GoScope;
  #depth = 0;
  at: number;

  constructor(tokens: readonly GoToken[], at: number, scope: GoScope) {
    this.#tokens = tokens;
    this.#scope = scope;
    this.at = at;
  }

  peek(ahead = 0): string {
    return this.#tokens[this.at + ahead]?.value ?? '';
  }

  token(): GoToken | undefined {
    return this.#tokens[this.at];
  }

  isSign(value: string, ahead = 0): boolean {
    const token = this.#tokens[this.at + ahead];
    return token?.kind === 'sign' && token.value === value;
  }

  eat(value: string): boolean {
    if (!this.isSign(value)) return false;
    this.at += 1;
    return true;
  }

  expect(value: string): void {
    if (!this.eat(value)) throw new Computed(this.token(), `"${value}" was expected before "${this.peek()}"`);
  }

  /** A value, or several texts joined by `+`. */
  value(): GoJson {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Computed(this.token(), 'it is nested too deeply');
    let read = this.#single();
    while (this.eat('+')) {
      const more = this.#single();
      if (typeof read !== 'string' || typeof more !== 'string')
        throw new Computed(this.token(), 'a sum is computed');
      read += more;
    }
    this.#depth -= 1;
    return read;
  }

  /** Values in brackets up to `end`, with or without a last comma. */
  values(end: string): GoJson[] {
    const values: GoJson[] = [];
    while (!this.eat(end)) {
      values.push(this.value());
      if (!this.eat(',') && !this.isSign(end))
        throw new Computed(this.token(), `"${this.peek()}" is computed`);
    }
    return values;
  }

  #single(): GoJson {
    this.eat('&');
    const token = this.token();
    if (token?.kind === 'text') return this.#take(token.value);
    if (token?.kind === 'number') return this.#take(Number(token.value));
    if (this.eat('-')) return -Number(this.#take(this.peek()));
    if (token?.kind === 'name' && /^(true|false|nil)$/.test(token.value) && !this.isSign('.', 1))
      return this.#take({ true: true, false: false, nil: null }[token.value] ?? null);
    const variable = this.#variable();
    if (variable !== null) return variable.value();
    return this.#typed(this.type());
  }

  #take<T>(value: T): T {
    this.at += 1;
    return value;
  }

  /** A reader at the literal that a name stands for. */
  #variable(): GoLiterals | null {
    const place = this.#scope.variables.get(this.peek());
    if (place === undefined || this.isSign('.', 1) || this.isSign('{', 1) || this.isSign('(', 1)) return null;
    this.at += 1;
    const scope = {
      ...this.#scope,
      variables: new Map([...this.#scope.variables].filter(([, at]) => at !== place)),
    };
    return new GoLiterals(this.#tokens, place, scope);
  }

  #typed(type: GoType): GoJson {
    const token = this.token();
    if (this.eat('{')) return this.#composite(type);
    if (!this.eat('(')) throw new Computed(token, `${nameOf(type)} is computed`);
    if (!CONVERSIONS.has(nameOf(type))) throw new Computed(token, `${nameOf(type)}() is called`);
    const [value, ...more] = this.values(')');
    if (value === undefined || more.length > 0)
      throw new Computed(token, `${nameOf(type)}() takes one value`);
    return nameOf(type) === 'string' ? value : rawJson(value, token);
  }

  type(): GoType {
    if (this.eat('*')) return this.type();
    if (this.eat('[')) {
      if (!this.isSign(']')) this.at += 1;
      this.expect(']');
      return { kind: 'list', of: this.type() };
    }
    const token = this.token();
    if (token?.kind !== 'name') throw new Computed(token, `"${this.peek()}" is computed`);
    this.at += 1;
    if (token.value === 'map') return this.#mapType();
    if (token.value === 'struct') return this.#structType();
    if (token.value === 'interface') {
      this.expect('{');
      this.expect('}');
    }
    return this.#namedType(token.value);
  }

  #mapType(): GoType {
    this.expect('[');
    this.type();
    this.expect(']');
    return { kind: 'map', of: this.type() };
  }

  #namedType(first: string): GoType {
    let name = first;
    while (this.eat('.')) name = `${name}.${this.#take(this.peek())}`;
    return this.#scope.types.get(name) ?? { kind: 'named', name };
  }

  #structType(): GoType {
    this.expect('{');
    const fields: GoField[] = [];
    while (!this.eat('}')) {
      const name = this.#take(this.peek());
      const type = this.type();
      const tag = this.token()?.kind === 'text' ? this.#take(this.peek()) : '';
      fields.push({ name, type, ...jsonTag(name, tag) });
      this.eat(';');
    }
    return { kind: 'struct', fields };
  }

  #composite(type: GoType): GoJson {
    if (type.kind === 'list') return this.#elements((item) => item(type.of)).map(([, value]) => value);
    if (type.kind === 'map')
      return Object.fromEntries(
        this.#elements((item) => item(type.of)).map(([key, value]) => [key ?? '', value]),
      );
    if (type.kind === 'struct') return this.#struct(type.fields);
    if (/(^|\.)ArbitraryCoreProposal$/.test(type.name))
      return this.#elements((item) => item(null))[0]?.[1] ?? null;
    throw new Computed(this.token(), `the type ${type.name} is not known here`);
  }

  #struct(fields: readonly GoField[]): GoJson {
    const given = new Map(
      this.#elements((item, key, place) => {
        const field = key === null ? fields[place] : fields.find(({ name }) => name === key);
        if (!field) throw new Computed(this.token(), `the field ${key ?? place} is not known`);
        return item(field.type);
      }).map(([key, value], place) => [key ?? fields[place]?.name, value]),
    );
    const kept = fields.filter(({ name, omitEmpty }) => !omitEmpty || !isZero(given.get(name)));
    return Object.fromEntries(kept.map(({ name, json, type }) => [json, given.get(name) ?? zeroOf(type)]));
  }

  /** The elements of a composite, behind its `{`; `{…}` without a type takes the one that its place asks for. */
  #elements(
    read: (item: (type: GoType | null) => GoJson, key: string | null, place: number) => GoJson,
  ): (readonly [string | null, GoJson])[] {
    const elements: (readonly [string | null, GoJson])[] = [];
    const item = (type: GoType | null): GoJson =>
      type !== null && this.eat('{') ? this.#composite(type) : this.value();
    while (!this.eat('}')) {
      const key = this.isSign(':', 1) ? this.#take(this.peek()) : null;
      if (key !== null) this.expect(':');
      elements.push([key, read(item, key, elements.length)]);
      if (!this.eat(',') && !this.isSign('}'))
        throw new Computed(this.token(), `"${this.peek()}" is computed`);
    }
    return elements;
  }
}

function jsonTag(name: string, tag: string): { json: string; omitEmpty: boolean } {
  const [, options = ''] = /json:"([^"]*)"/.exec(tag) ?? [];
  const [json = '', ...flags] = options.split(',');
  return { json: json === '' ? name : json, omitEmpty: flags.includes('omitempty') };
}

const isZero = (value: GoJson | undefined): boolean =>
  value === undefined || value === '' || value === 0 || value === false || value === null;

function zeroOf(type: GoType): GoJson {
  if (type.kind === 'struct')
    return Object.fromEntries(type.fields.map((field) => [field.json, zeroOf(field.type)]));
  if (type.kind !== 'named') return null;
  if (type.name === 'string') return '';
  if (type.name === 'bool') return false;
  return /^(u?int|float)\d*$/.test(type.name) ? 0 : null;
}

/** `json.RawMessage("…")` and `[]byte("…")` are JSON as it stands; `string("…")` is itself. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  'json.RawMessage',
  '[]byte',
  'vm.ArbitraryCoreProposal',
  'string',
]);

const nameOf = (type: GoType): string => {
  if (type.kind === 'named') return type.name;
  return type.kind === 'list' ? `[]${nameOf(type.of)}` : `a ${type.kind}`;
};

function rawJson(value: GoJson, token: GoToken | undefined): GoJson {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Computed(token, 'the raw message is not JSON');
  }
}
