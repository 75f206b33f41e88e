import { Unsupported } from './engine-needed.ts';

/** What a variable stands for; nothing where it is not set. */
export type Lookup = (name: string) => string | undefined;

const reference =
  /\$(?:(?<bare>[A-Za-z_]\w*)|\{(?<braced>[A-Za-z_]\w*)(?:(?<operator>:[-+])(?<fallback>[^{}$"'\\]*))?\})/y;

/** Differ with the machine that builds; an engine knows them. */
const platformVariable = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$/;

/**
 * Splits the arguments of an instruction at blanks that are not in quotes. A backslash means one thing
 * here and another there, so a text with one is left to an engine.
 */
export function argumentsOf(text: string): string[] {
  if (text.includes('\\')) throw new Unsupported('a backslash needs an engine');
  const args = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const length = args.reduce((sum, argument) => sum + argument.length, 0);
  const isWhole = length === text.replaceAll(/("[^"]*"|'[^']*')|\s+/g, '$1').length;
  if (!isWhole) throw new Unsupported('a quote without its end needs an engine');
  return args;
}

/** An argument without its quotes, its variables replaced; within single quotes nothing is. */
export function expanded(argument: string, lookup: Lookup): string {
  const parts = argument.match(/"[^"]*"|'[^']*'|[^"']+/g) ?? [];
  return parts
    .map((part) => {
      if (part.startsWith("'")) return part.slice(1, -1);
      return replaced(part.startsWith('"') ? part.slice(1, -1) : part, lookup);
    })
    .join('');
}

/** Replaces variables, in the forms that all engines read alike. */
export function replaced(text: string, lookup: Lookup): string {
  let result = '';
  for (let at = 0; at < text.length;) {
    if (text[at] !== '$') {
      result += text[at];
      at += 1;
      continue;
    }
    reference.lastIndex = at;
    const groups = reference.exec(text)?.groups;
    if (groups === undefined) throw new Unsupported('this form of a variable needs an engine');
    at = reference.lastIndex;
    result += valueOf(groups, lookup);
  }
  return result;
}

function valueOf(groups: Readonly<Record<string, string>>, lookup: Lookup): string {
  const name = groups['bare'] ?? groups['braced'] ?? '';
  if (platformVariable.test(name)) throw new Unsupported(`the variable ${name} needs an engine`);
  const value = lookup(name) ?? '';
  const fallback = groups['fallback'] ?? '';
  if (groups['operator'] === ':-') return value === '' ? fallback : value;
  if (groups['operator'] === ':+') return value === '' ? '' : fallback;
  return value;
}

/** `["a", "b"]`, which is no text for a shell; nothing for any other text. */
export function jsonArguments(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  } catch {
    // Engines take a list that is broken for a text.
  }
  throw new Unsupported('a list that is not valid JSON needs an engine');
}
