import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { Alias, Document, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isPlainObject } from './plain-object.ts';
import type { ScalarValue } from './plain-scalar.ts';
import { keyText, scalarValue } from './plain-scalar.ts';

/** What JSON has: mappings are plain objects, and all numbers are float64. */
export interface YamlDocument {
  readonly value: unknown;
  /** As it was written, with its comments and without the markers of documents. */
  readonly written: () => string;
}

/** What is wrong with a text, and in which of its lines. */
export class YamlFault extends Error {
  readonly line: number;

  constructor(what: string, line: number) {
    super(`${what} (line ${line})`);
    this.name = 'YamlFault';
    this.line = line;
  }
}

export interface ReadOptions {
  /** What happens to a key that a mapping has twice. Kubernetes and Helm silently take the last. */
  readonly duplicates: 'refused' | 'last wins';
}

/**
 * Reads YAML as Helm and Kubernetes do: the library finds out what is a mapping, a list or a quoted
 * text, and what an unquoted text means, which keys there are and how `<<` merges is decided here.
 * Throws a
 * `YamlFault` where they would refuse, and for a key that stands twice if that is asked.
 */
export function readYaml(text: string, options: ReadOptions): YamlDocument[] {
  const documents = library().parseAllDocuments(text, {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    strict: false,
    prettyErrors: false,
  });
  if (!Array.isArray(documents)) return [];
  const lineOf = lineFinder(text);
  return documents.map((document: Document.Parsed) => {
    const [error] = document.errors;
    if (error !== undefined) throw new YamlFault(error.message, lineOf(error.pos[0]));
    const value = new Composer(document, text, options).value(document.contents, []);
    const written = (): string =>
      document.toString({ lineWidth: 0 }).replaceAll(/^(?:---|\.\.\.)\n/gm, '');
    return { value, written };
  });
}

type Library = typeof Yaml;

let loaded: Library | undefined;

/** Loading it takes longer than most graphs need for all else, so only who reads YAML does. */
function library(): Library {
  loaded ??= createRequire(import.meta.url)('yaml') as Library;
  return loaded;
}

function lineFinder(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split('\n').length;
}

type Place = readonly (string | number)[];
type Node = ParsedNode | Alias.Parsed | null | undefined;
type Mapping = Map<string, unknown>;

/** Aliases may stand for each other; a text of a few lines must not become more than memory holds. */
const mostNodes = 1_000_000;

const escapedBreak = /(?<=(?<!\\)(?:\\\\)*)\\\r?\n((?:[ \t]*\r?\n)+)[ \t]*/g;

class Composer {
  readonly #text: string;
  readonly #document: Document.Parsed;
  readonly #lineOf: (offset: number) => number;
  readonly #options: ReadOptions;
  readonly #open = new Set<Node>();
  #nodes = 0;

  constructor(document: Document.Parsed, text: string, options: ReadOptions) {
    this.#document = document;
    this.#text = text;
    this.#lineOf = lineFinder(text);
    this.#options = options;
  }

  value(node: Node, place: Place): unknown {
    this.#nodes += 1;
    if (this.#nodes > mostNodes) throw this.#fault(node, 'its aliases expand to too much');
    if (isAlias(node)) return this.#aliased(node, (target) => this.value(target, place));
    if (isMap(node)) return Object.fromEntries(this.#mapping(node, place));
    if (isSequence(node)) {
      return node.items.map((item, index) => this.value(item as Node, [...place, index]));
    }
    return this.#asJson(node, this.#scalar(node));
  }

  #asJson(node: Node, value: ScalarValue): unknown {
    if (typeof value === 'bigint') return Number(value);
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    throw this.#fault(node, `${value} is a number that JSON, and so Kubernetes, does not have`);
  }

  /** Mappings keep the order of `<<`: what it brings replaces what stands above it. */
  #mapping(node: YAMLMap, place: Place): Mapping {
    const mapping: Mapping = new Map();
    const first = new Map<string, Node>();
    for (const pair of node.items) {
      const keyNode = pair.key as Node;
      if (isMergeKey(keyNode)) {
        this.#merge(mapping, pair.value as Node, place);
        continue;
      }
      const key = this.#key(keyNode);
      const at = keyNode ?? (pair as Pair<Node, Node>).value;
      if (first.has(key) && this.#options.duplicates === 'refused') {
        const name = [...place, key].join('.');
        const before = this.#lineAt(first.get(key));
        throw this.#fault(at, `the key "${name}" is a duplicate, first in line ${before}`);
      }
      first.set(key, at);
      mapping.set(key, this.value(pair.value as Node, [...place, key]));
    }
    return mapping;
  }

  #merge(mapping: Mapping, node: Node, place: Place): void {
    // The first of a list wins, so it comes last.
    const sources = isSequence(node) ? [...(node.items as Node[])].reverse() : [node];
    for (const source of sources) {
      const value = this.value(source, place);
      if (!isPlainObject(value))
        throw this.#fault(source, '"<<" needs a mapping, or a list of them');
      for (const [key, part] of Object.entries(value)) mapping.set(key, part);
    }
  }

  #key(node: Node): string {
    if (isAlias(node)) return this.#aliased(node, (target) => this.#key(target));
    if (isMap(node) || isSequence(node)) throw this.#fault(node, 'a key is a mapping or a list');
    try {
      return keyText(this.#scalar(node));
    } catch (error) {
      throw this.#fault(node, (error as Error).message);
    }
  }

  #scalar(node: Scalar.Parsed | null | undefined): ScalarValue {
    if (node === null || node === undefined) return null;
    const isPlain = node.type === 'PLAIN' || node.type === undefined;
    const text = node.type === 'QUOTE_DOUBLE' ? this.#quoted(node) : node.source;
    if (!isPlain && node.tag === undefined) return text;
    try {
      return scalarValue(text, node.tag);
    } catch (error) {
      throw this.#fault(node, (error as Error).message);
    }
  }

  /**
   * Empty lines after a line break that a backslash takes away are line breaks of the text; the
   * library makes one space of them.
   */
  #quoted({ source, range }: Scalar.Parsed): string {
    const raw = this.#text.slice(range[0], range[1]);
    const completed = raw.replaceAll(escapedBreak, (_all, empty: string) =>
      '\\n'.repeat(empty.split('\n').length - 1),
    );
    if (completed === raw) return source;
    const { contents } = library().parseDocument(completed, { schema: 'failsafe' });
    return isScalar(contents) ? contents.source : source;
  }

  #aliased<Value>(alias: Alias.Parsed, use: (target: Node) => Value): Value {
    const target = alias.resolve(this.#document) as Node;
    if (target === undefined) throw this.#fault(alias, `there is no anchor ${alias.source}`);
    if (this.#open.has(target)) throw this.#fault(alias, `anchor ${alias.source} holds itself`);
    this.#open.add(target);
    const value = use(target);
    this.#open.delete(target);
    return value;
  }

  #lineAt(node: Node): number {
    return this.#lineOf(node?.range?.[0] ?? 0);
  }

  #fault(node: Node, what: string): YamlFault {
    return new YamlFault(what, this.#lineAt(node));
  }
}

function isMergeKey(node: Node): boolean {
  const isMergeText = isScalar(node) && node.source === '<<';
  return isMergeText && (node.type === 'PLAIN' || node.tag === 'tag:yaml.org,2002:merge');
}

function isAlias(node: Node): node is Alias.Parsed {
  return library().isAlias(node);
}

function isMap(node: Node): node is YAMLMap.Parsed {
  return library().isMap(node);
}

function isSequence(node: Node): node is YAMLSeq.Parsed {
  return library().isSeq(node);
}

function isScalar(node: Node): node is Scalar.Parsed {
  return library().isScalar(node);
}

/**
 * Characters that JSON leaves as they are inside of quotes, and that YAML refuses or takes for the
 * end of a line there.
 */
const notInYaml = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * JSON that every version of YAML reads alike: all texts and keys are quoted, so that none of them
 * is read as a number, a boolean or null.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, keepMinusZero, 2).replaceAll(`"${minusZero}"`, '-0.0');
  return `${text.replaceAll(notInYaml, escaped)}\n`;
}

/** Stands for the number that JSON.stringify writes without its sign; no text has a lone surrogate. */
const minusZero = '\\udfff\\udfff-0';

function keepMinusZero(_key: string, value: unknown): unknown {
  return Object.is(value, -0) ? '\udfff\udfff-0' : value;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
