/**
 * Characters that JSON leaves as they are inside of quotes, and that YAML refuses or takes for the
 * end of a line there.
 */
const notInYaml = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * JSON that a reader of YAML, of whatever version, takes for the same: all texts and keys are quoted,
 * so that none of them can look like a number, a truth or nothing.
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
