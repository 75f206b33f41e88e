/** What stands in the place of a secret. */
export const masked = '***';

const secretName =
  'passw(?:or)?d|passphrase|(?<![a-z])pass|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|signing[-_]?key|encryption[-_]?key|actions[-_]?key|credentials?|authorization|cookie|session(?:[-_]?id)?|dsn';

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

/** It spans lines, and ends where the text does if its end was cut off. */
const privateKey = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g;

/** A variable of a container as YAML writes it, also in a comparison of two states. */
const variableInYaml = new RegExp(
  `(\\bname: {1,3}["']?[\\w.-]{0,100}(?:${secretName})[\\w.-]{0,100}["']?\\r?\\n[ +-]{0,200}value: {1,3})[^\\n]+`,
  'gi',
);

/** In quotes within a quoted text, in quotes, or bare; quotes may be open where a line was cut off. */
const value = [
  String.raw`\\+"[^"]*(?:"|$)`,
  String.raw`"(?:\\.|[^"\\])*(?:"|$)`,
  String.raw`'(?:\\.|[^'\\])*(?:'|$)`,
  String.raw`[^\s,;&"'}\])]+`,
].join('|');

const rules: readonly Rule[] = [
  // What nx-helm says of a field: `env[SESSION_SECRET].value is x instead of y`.
  {
    pattern: new RegExp(
      `([.[][\\w.-]{0,100}(?:${secretName})[\\w.-]{0,100}\\]?(?:\\.\\w{1,20})? (?:is|=) ).*`,
      'gi',
    ),
    replacement: `$1${masked}`,
  },
  // The credentials of an address, with a colon and an at-sign in the password too.
  {
    pattern: /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"']{0,200}):[^\s/"']*@/gi,
    replacement: `$1:${masked}@`,
  },
  // All values of a header that carries credentials, up to the end of its line or string.
  {
    pattern:
      /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\\*["']?\s{0,3}[:=,]\s{0,3}\\*["']?)[^"'\r\n]+/gi,
    replacement: `$1$2${masked}`,
  },
  { pattern: /\b(bearer|basic)\s{1,3}[a-z0-9._~+/=-]{6,}/gi, replacement: `$1 ${masked}` },
  { pattern: /\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, replacement: masked },
  // Tokens that say by their beginning what they are.
  {
    pattern:
      /\b(?:taskora_pat_|gh[opsur]_|github_pat_|glpat-|npm_|pypi-|sk-|sk_live_|xox[abeprs]-|AKIA|ASIA|AIza)[\w-]{12,}/g,
    replacement: masked,
  },
  // name=value, name: value and "name": "value", where the name ends in what a secret is called.
  {
    pattern: new RegExp(
      `((?:${secretName})\\\\*["']?\\s{0,3}(?:=>|=|:)\\s{0,3})(?:${value})`,
      'gi',
    ),
    replacement: `$1${masked}`,
  },
];

/** What is shown of a line is far shorter; a program must not keep this one busy by an endless one. */
const lineLength = 16_384;

/** Removes what may be a secret from a text; the values given are removed wherever they are. */
export function maskText(text: string, values: Iterable<string> = []): string {
  let known = text;
  for (const one of values) if (one.length > 3) known = known.replaceAll(one, masked);
  return known
    .replaceAll(privateKey, `-----BEGIN $1----- ${masked}`)
    .replaceAll(variableInYaml, `$1${masked}`)
    .split('\n')
    .map((line) => maskLine(line.slice(0, lineLength)))
    .join('\n');
}

function maskLine(line: string): string {
  return rules.reduce(
    (result, { pattern, replacement }) => result.replaceAll(pattern, replacement),
    line,
  );
}

/** Masks every text in a value that consists of objects, lists and texts. */
export function maskAll<Value>(given: Value): Value {
  if (typeof given === 'string') return maskText(given) as Value;
  if (Array.isArray(given)) return given.map((one: unknown) => maskAll(one)) as Value;
  if (typeof given !== 'object' || given === null) return given;
  const { name } = given as { readonly name?: unknown };
  const isVariable = typeof name === 'string' && isSecretName(name);
  const fields = Object.entries(given).map(([key, one]: [string, unknown]) => [
    key,
    typeof one === 'string' && (isSecretName(key) || (isVariable && key === 'value'))
      ? masked
      : maskAll(one),
  ]);
  return Object.fromEntries(fields) as Value;
}
