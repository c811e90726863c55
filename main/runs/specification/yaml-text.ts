import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { FieldPath } from './problem.ts';

export interface Place {
  /** Counted from 1 */
  readonly line: number;
  readonly column: number;
}

export interface YamlProblem extends Place {
  readonly message: string;
}

export interface YamlText {
  readonly value: unknown;
  /** Of the text itself; when there are any, `value` means nothing */
  readonly problems: readonly YamlProblem[];
  /** Where a field is written; for one that is absent, where its parent is */
  locate(path: FieldPath): Place;
}

/** Parses one YAML 1.2 document (core schema). Never throws: what is wrong with the text is in `problems`. */
export function parseYamlText(text: string): YamlText {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = Array.isArray(documents) ? documents[0] : undefined;
  if (document === undefined) {
    return {
      value: undefined,
      problems: [{ line: 1, column: 1, message: 'the file is empty' }],
      locate: () => placeOf(0),
    };
  }
  const problems = document.errors.map((error) => ({ ...placeOf(error.pos[0]), message: firstLine(error.message) }));
  const second = Array.isArray(documents) ? documents[1] : undefined;
  if (problems.length === 0 && second !== undefined) {
    const message = 'a second document begins here; a file holds one specification';
    problems.push({ ...placeOf(second.range[0]), message });
  }
  const locate = (path: FieldPath): Place => placeOf(offsetOf(document, path));
  if (problems.length > 0) return { value: undefined, problems, locate };
  try {
    const value: unknown = document.toJS();
    const message = strangeness(value);
    return message === undefined
      ? { value, problems, locate }
      : { value: undefined, problems: [{ ...placeOf(0), message }], locate };
  } catch (error) {
    // An alias to nothing, or aliases of aliases that grow beyond all bounds
    return { value: undefined, problems: [{ ...placeOf(0), message: firstLine((error as Error).message) }], locate };
  }
}

/** What keeps a value from being one of texts, numbers, lists and mappings alone. */
function strangeness(value: unknown, within: readonly unknown[] = []): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (within.includes(value)) return 'an alias stands inside what it names';
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) {
    return 'there is a value with a tag (such as `!!binary`), which no field takes';
  }
  return Object.values(value).reduce<string | undefined>(
    (found, inner) => found ?? strangeness(inner, [...within, value]),
    undefined,
  );
}

function firstLine(message: string): string {
  return message.split('\n')[0]!.replace(/:$/, '');
}

function offsetOf(document: Document, path: FieldPath): number {
  let node = resolve(document, document.contents);
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = (node.items as Pair<Node, Node | null>[]).find(
        ({ key }) => isScalar(key) && String(key.value) === part,
      );
      if (pair === undefined) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = resolve(document, pair.value);
    } else if (isSeq(node)) {
      const item = node.items[Number(part)] as Node | undefined;
      if (item === undefined) return offset;
      offset = item.range?.[0] ?? offset;
      node = resolve(document, item);
    } else {
      return offset;
    }
  }
  return offset;
}

function resolve(document: Document, node: Node | null | undefined): Node | null | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}
