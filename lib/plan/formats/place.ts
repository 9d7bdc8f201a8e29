import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { err, ok, type Result } from '@/lib/base/result';

/** Where in a document: keys and places from 0, e.g. `['steps', 1, 0, 'module']`. */
export type Path = readonly (string | number)[];

/** The value of a JSON or YAML text, and on which line a part of it stands. */
export type PlacedValue = { readonly value: unknown; readonly lineOf: (path: Path) => number | null };

/** As much as a plan of the largest size needs, many times over. */
const MOST_CHARACTERS = 4_000_000;
const MOST_ALIASES = 100;

/** `steps[1][0].module` for people. */
export const sayPath = (path: Path): string =>
  path.reduce<string>((said, key) => {
    if (typeof key === 'number') return `${said}[${key}]`;
    return said === '' ? key : `${said}.${key}`;
  }, '');

/** The inverse of `sayPath`, for the beginning of a message such as `steps[0].title is longer than …`. */
export function pathIn(message: string): Path {
  const [said = ''] = /^[A-Za-z]\w*(\[\d+\]|\.\w+)*/.exec(message) ?? [];
  return [...said.matchAll(/\[(\d+)\]|(\w+)/g)].map(([, place, key]) =>
    place === undefined ? (key ?? '') : Number(place),
  );
}

function startOf(document: Document, path: Path): number | null {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? null) : null;
}

/** The line of the path, or of the nearest thing around it that is there. */
function lineIn(document: Document, lines: LineCounter, path: Path): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const start = startOf(document, path.slice(0, length));
    if (start !== null) return lines.linePos(start).line;
  }
  return null;
}

/** Reads JSON (a part of YAML 1.2) or YAML, with every key once and no tags of its own; or says the line that is wrong. */
export function parsePlaced(text: string): Result<PlacedValue> {
  if (text.length > MOST_CHARACTERS)
    return err(`it has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    uniqueKeys: true,
    prettyErrors: false,
  });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) return err(`line ${lines.linePos(fault.pos[0]).line}: ${fault.message}`);
  try {
    return ok({
      value: document.toJS({ maxAliasCount: MOST_ALIASES }),
      lineOf: (path) => lineIn(document, lines, path),
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
