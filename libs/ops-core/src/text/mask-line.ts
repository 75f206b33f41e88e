import { maskAssignments } from './mask-assignments.ts';
import { masked } from './mask-data.ts';
import { isHarmless, isSecretName, isSecretPath } from './secret-name.ts';

/** Masks JSON that was read out of a line. */
type MaskJson = (value: unknown) => unknown;

/** No expression in here goes back further than a bounded number of characters. */
export function maskLine(line: string, maskJson: MaskJson): string {
  if (line.length < shortest) return line;
  const json = embeddedJson(line, maskJson);
  if (json === undefined) return maskPlain(line);
  // A name before the object would cover it whole.
  const before = maskPlain(`${json.before}${object}`);
  if (!before.endsWith(object)) return maskPlain(line);
  return `${before.slice(0, -object.length)}${json.text}${maskPlain(json.after)}`;
}

/** `pwd=x` is the least that a name and a value take. */
const shortest = 5;

const object = 'object';

function maskPlain(line: string): string {
  const steps = [
    maskVariable,
    maskSecretObject,
    maskPaths,
    maskAddresses,
    maskElements,
    maskAssignments,
    maskForms,
  ];
  return steps.reduce((text, step) => step(text), line);
}

/** JSON from the first brace of a line to the last, or a line that is a list. */
function embeddedJson(line: string, maskJson: MaskJson) {
  const list = /^(?:\S{20,40} )?(?=\[)/.exec(line);
  const begin = list === null ? line.indexOf('{') : list[0].length;
  const end = line.lastIndexOf(list === null ? '}' : ']') + 1;
  if (begin === -1 || end <= begin) return undefined;
  const found = maskedJson(line.slice(begin, end), maskJson);
  if (found === undefined) return undefined;
  return { before: line.slice(0, begin), text: found.text, after: line.slice(end) };
}

/** The same JSON without its secrets, as it was where it has none; undefined where it is no JSON. */
export function maskedJson(
  text: string,
  maskJson: MaskJson,
  space?: number,
): { readonly text: string } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = JSON.stringify(maskJson(value), null, space);
  return { text: result === JSON.stringify(value, null, space) ? text : result };
}

const quote = String.raw`\\*["']?`;
const valueForm = String.raw`\\+"[^"]*(?:"|$)|"(?:\\.|[^"\\])*(?:"|$)|'[^']*(?:'|$)|.*?(?=[,\s]ValueFrom:|[,}]|$)`;
const nameFirst = new RegExp(
  `(\\bname${quote}\\s?:\\s?${quote})([\\w.-]{1,200})(${quote}[,\\s]\\s?${quote}value${quote}\\s?:\\s?)(?:${valueForm})`,
  'gi',
);
const valueFirst = new RegExp(
  `(\\bvalue${quote}\\s?:\\s?)(?:${valueForm})(\\s?[,\\s]\\s?${quote}name${quote}\\s?:\\s?${quote})([\\w.-]{1,200})`,
  'gi',
);

/** A variable of a container where it is no JSON: of Go, of Python, or of JSON that was cut off. */
function maskVariable(line: string): string {
  return line
    .replaceAll(nameFirst, (all, begin: string, name: string, middle: string) =>
      isSecretName(name) ? `${begin}${name}${middle}${masked}` : all,
    )
    .replaceAll(valueFirst, (all, begin: string, middle: string, name: string) =>
      isSecretName(name) ? `${begin}${masked}${middle}${name}` : all,
    );
}

/** Parts of a Secret and of a JWK in JSON that was cut off. */
function maskSecretObject(line: string): string {
  const ofSecret = /\bkind\\*["']?\s?:\s?\\*["']?Secret\b/.test(line)
    ? line.replaceAll(
        /(\b(?:data|stringData)\\*["']?\s?:\s?)(?:map\[[^\]]*\]?|\{[^}]*\}?)/g,
        `$1${masked}`,
      )
    : line;
  return /\bkty\\*["']/.test(ofSecret)
    ? ofSecret.replaceAll(
        /(["'](?:d|p|q|dp|dq|qi|k)\\*["']\s?:\s?\\*["'])[\w+/=-]*/g,
        `$1${masked}`,
      )
    : ofSecret;
}

/** What nx-helm says of a field: `env[SESSION_SECRET].value is x instead of y`. */
function maskPaths(line: string): string {
  for (const { 0: found, 1: path = '', index } of line.matchAll(/(?<!\S)(\S{1,500}) (?:is|=) /g)) {
    if (!isSecretPath(path)) continue;
    const at = index + found.length;
    const values = line.slice(at).split(/ instead of | was (?:added|removed)\b.*/);
    if (values.every((one) => isHarmless(path, one))) continue;
    return `${line.slice(0, at)}${masked}`;
  }
  return line;
}

function maskAddresses(line: string): string {
  return (
    line
      // With colons, slashes and at-signs in the password too; digits before a slash are a port.
      .replaceAll(
        /(:\/\/[^\s/:@"']{0,200}):(?!\d{1,5}(?:[/?#,\s"']|$))[^\s"']{0,1000}@/g,
        `$1:${masked}@`,
      )
      .replaceAll(/(:\/\/[^\s/:@"']{0,200}):(\d{1,5})@/g, `$1:${masked}@`)
      .replaceAll(
        /((?<!https?):\/\/[^\s/:@"']{1,200}):\d{1,5}\/[^\s"'?]{0,1000}@/gi,
        `$1:${masked}@`,
      )
      .replaceAll(/(\bhttps?:\/\/)[^\s/:@"'?#]{1,1000}@/gi, `$1${masked}@`)
      .replaceAll(
        /(hooks\.slack\.com\/[a-z]{1,20}\/|discord(?:app)?\.com\/api\/webhooks\/)[^\s"']+/gi,
        `$1${masked}`,
      )
  );
}

/** `<password>x</password>`. */
function maskElements(line: string): string {
  return line.replaceAll(
    /<([\w:.-]{1,200})((?:\s[^<>]{0,500})?>)([^<]+)/g,
    (all, name: string, rest: string, value: string) =>
      isSecretName(name) && !isHarmless(name, value) ? `<${name}${rest}${masked}` : all,
  );
}

/** What says by its own form that it is a secret. */
function maskForms(line: string): string {
  return line
    .replaceAll(/\b(bearer|basic)\s{1,3}[a-z0-9._~+/=-]{6,}/gi, `$1 ${masked}`)
    .replaceAll(/\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g, masked)
    .replaceAll(prefixed, masked)
    .replaceAll(/\b(?:H4sI|SDRzS)[\w+/=]{16,}/g, masked)
    .replaceAll(/((?:^|\s)(?:-u|--user)[\s=]{1,3}["']?[^\s:"']{1,200}:)[^\s"']+/g, `$1${masked}`);
}

const prefixed =
  /\b(?:taskora_pat_|gh[opsur]_|github_pat_|gl[a-z]{2,5}-|npm_(?!config_|package_|lifecycle_)|pypi-|sk-|[rs]k_(?:live|test)_|whsec_|dckr_[op]at_|hf_|SG\.|hvs\.|ya29\.|xapp-|xox[abeprs]-|AKIA|ASIA|AIza)[\w.-]{12,}/g;
