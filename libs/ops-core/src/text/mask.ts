/** What stands in the place of a secret. */
export const masked = '***';

const secretName =
  'pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|signing[-_]?key|encryption[-_]?key|actions[-_]?key|credentials?|authorization|cookie|session(?:[-_]?id)?|dsn';

/** Whether a variable or field of this name holds what must not leave. */
export function isSecretName(name: string): boolean {
  return new RegExp(`(?:^|[^a-z])(?:${secretName})(?:$|[^a-z])`, 'i').test(
    name.replaceAll(/([a-z])([A-Z])/g, '$1_$2'),
  );
}

interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const rules: readonly Rule[] = [
  {
    pattern: /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g,
    replacement: `-----BEGIN $1----- ${masked}`,
  },
  // The credentials of an address, with a colon and an at-sign in the password too.
  { pattern: /\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*):[^\s/"']*@/gi, replacement: `$1:${masked}@` },
  // All values of a header that carries credentials, up to the end of its line or string.
  {
    pattern:
      /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(["']?\s*[:=,]\s*["']?)[^"'\r\n]+/gi,
    replacement: `$1$2${masked}`,
  },
  { pattern: /\b(bearer|basic)\s+[a-z0-9._~+/=-]{6,}/gi, replacement: `$1 ${masked}` },
  { pattern: /\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, replacement: masked },
  // Tokens that say by their beginning what they are.
  {
    pattern:
      /\b(?:gh[opsur]_|github_pat_|glpat-|npm_|pypi-|sk-|sk_live_|xox[abeprs]-|AKIA|ASIA|AIza)[\w-]{12,}/g,
    replacement: masked,
  },
  // name=value, name: value and "name": "value", where the name ends in what a secret is called.
  {
    pattern: new RegExp(
      `((?:[\\w.-]*?[._-]|\\b|[a-z])(?:${secretName})["']?\\s*(?:=|:|=>)\\s*)(?:"(?:\\\\.|[^"\\\\])*"|'(?:\\\\.|[^'\\\\])*'|[^\\s,;&"'}\\])]+)`,
      'gi',
    ),
    replacement: `$1${masked}`,
  },
];

/** Removes what may be a secret from a text; the values given are removed wherever they are. */
export function maskText(text: string, values: Iterable<string> = []): string {
  let result = text;
  for (const value of values) if (value.length > 3) result = result.replaceAll(value, masked);
  for (const { pattern, replacement } of rules) result = result.replaceAll(pattern, replacement);
  return result;
}

/** Masks every text in a value that consists of objects, lists and texts. */
export function maskAll<Value>(value: Value): Value {
  if (typeof value === 'string') return maskText(value) as Value;
  if (Array.isArray(value)) return value.map(maskAll) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, maskAll(one)]),
  ) as Value;
}
