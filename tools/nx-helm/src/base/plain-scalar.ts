/**
 * What a scalar of YAML means to Helm and Kubernetes. Both read YAML by go.yaml.in/yaml/v2 (through
 * sigs.k8s.io/yaml), whose rules are those of no version: mostly YAML 1.1, but without numbers to the
 * base 60, with `0o17`, and with any number that a float64 cannot hold left as text.
 */

/** An integer keeps all its digits, because as a key of a mapping it is written out again. */
export type ScalarValue = string | boolean | null | bigint | number;

type Kind = 'str' | 'bool' | 'null' | 'int' | 'float';

interface Resolved {
  readonly kind: Kind;
  readonly value: ScalarValue;
}

function keywords(
  kind: Kind,
  value: ScalarValue,
  ...texts: readonly string[]
): [string, Resolved][] {
  return texts.map((text) => [text, { kind, value }]);
}

const resolvedKeywords: ReadonlyMap<string, Resolved> = new Map([
  ...keywords('bool', true, 'y', 'Y', 'yes', 'Yes', 'YES'),
  ...keywords('bool', true, 'true', 'True', 'TRUE', 'on', 'On', 'ON'),
  ...keywords('bool', false, 'n', 'N', 'no', 'No', 'NO'),
  ...keywords('bool', false, 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'),
  ...keywords('null', null, '', '~', 'null', 'Null', 'NULL'),
  ...keywords('float', NaN, '.nan', '.NaN', '.NAN'),
  ...keywords('float', Infinity, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'),
  ...keywords('float', -Infinity, '-.inf', '-.Inf', '-.INF'),
]);

const integer = /^([+-]?)(?:0[bB]([01]+)|0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|([1-9]\d*|0))$/;
/** `0b-11` passes for minus three, by an accident of how the prefix is taken off. */
const signedBinary = /^0b([+-])([01]+)$/;
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** Where the point comes first, underscores have to stand between digits. */
const afterPoint = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;

const smallestInteger = -(2n ** 63n);
const largestInteger = 2n ** 63n - 1n;
/** Without a sign, integers go on to 64 bits. */
const largestUnsigned = 2n ** 64n - 1n;

function integerOf(text: string): bigint | undefined {
  const found = integer.exec(text) ?? [];
  const [, sign = '', binary, hexadecimal, octal, decimal] = found;
  const [, binarySign = '', signed] = signedBinary.exec(text) ?? [];
  const digits =
    (binary && `0b${binary}`) ??
    (hexadecimal && `0x${hexadecimal}`) ??
    (octal && `0o${octal}`) ??
    decimal ??
    (signed && `0b${signed}`);
  if (digits === undefined) return undefined;
  const amount = BigInt(digits);
  const value = sign === '-' || binarySign === '-' ? -amount : amount;
  const largest = sign === '' && binarySign === '' ? largestUnsigned : largestInteger;
  return value < smallestInteger || value > largest ? undefined : value;
}

/** A number beyond float64 has no value; one that is too small for it is zero. */
function floatOf(text: string): number | undefined {
  const value = float.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

function resolve(text: string): Resolved {
  const known = resolvedKeywords.get(text);
  if (known !== undefined) return known;
  const isNumber = /^[-+0-9]/.test(text);
  if (!isNumber && !afterPoint.test(text)) return { kind: 'str', value: text };
  const plain = text.replaceAll('_', '');
  const whole = isNumber ? integerOf(plain) : undefined;
  if (whole !== undefined) return { kind: 'int', value: whole };
  const value = floatOf(plain);
  return value === undefined ? { kind: 'str', value: text } : { kind: 'float', value };
}

const prefix = 'tag:yaml.org,2002:';
const checkedTags: ReadonlySet<string> = new Set(['bool', 'null', 'int', 'float']);

/** The value of a scalar that is neither quoted nor in a block, or that has a tag. */
export function scalarValue(text: string, tag: string | undefined): ScalarValue {
  const name = tag?.startsWith(prefix) ? tag.slice(prefix.length) : undefined;
  if (name === 'binary') return decoded(text);
  if (tag !== undefined && !(name !== undefined && checkedTags.has(name))) return text;
  const { kind, value } = resolve(text);
  if (tag === undefined || name === kind) return value;
  if (name === 'float' && kind === 'int') return value;
  throw new Error(`"${text}" is no ${name ?? tag}`);
}

function decoded(text: string): string {
  const compact = text.replaceAll(/[\r\n]/g, '');
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact);
  if (!isBase64) throw new Error('a value with the tag !!binary is no base64');
  return Buffer.from(compact, 'base64').toString('utf8');
}

/** What a scalar becomes as the key of a mapping: JSON, which all values pass through, has only text. */
export function keyText(value: ScalarValue): string {
  if (value === null) throw new Error('a key is null');
  if (typeof value !== 'number') return integerKey(value);
  if (Number.isNaN(value)) return '.nan';
  const short = Math.fround(value);
  if (!Number.isFinite(short)) return short > 0 ? '.inf' : '-.inf';
  return shortFloat(short);
}

function integerKey(value: Exclude<ScalarValue, number | null>): string {
  if (typeof value === 'bigint' && value > largestInteger) throw new Error(`${value} is no key`);
  return String(value);
}

const mostDigits = 9;
/** From here on Go writes an exponent where JavaScript does not. */
const exponents = { smallest: -4, largest: 5 };

/** The shortest text that is this float32, as Go's format `g` has it. */
function shortFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const lengths = Array.from({ length: mostDigits }, (_, index) => index);
  const digits = lengths.find((each) => Math.fround(Number(value.toExponential(each))) === value);
  const [mantissa = '', power = ''] = value.toExponential(digits ?? mostDigits).split('e');
  const exponent = Number(power);
  if (exponent >= exponents.smallest && exponent <= exponents.largest) {
    return Number(`${mantissa}e${power}`).toString();
  }
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}
