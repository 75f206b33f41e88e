import { maskBlocks } from './mask-blocks.ts';
import { maskData, masked } from './mask-data.ts';
import { maskedJson, maskLine } from './mask-line.ts';

export { masked } from './mask-data.ts';
export { isSecretName } from './secret-name.ts';

/** What is shown of a line is far shorter; a program must not keep this one busy by an endless one. */
const lineLength = 16_384;
/** An object that is larger is taken line by line. */
const objectLength = 512 * 1024;

/** Removes what may be a secret from a text; the values given are removed wherever they are. */
export function maskText(text: string, values: Iterable<string> = []): string {
  let known = text;
  for (const one of values) if (one.length > 3) known = known.replaceAll(one, masked);
  const object = objectIn(known);
  if (object !== undefined) return object;
  const lines = known.split('\n').map((line) => line.slice(0, lineLength));
  return maskBlocks(lines.join('\n'))
    .split('\n')
    .map((line) => maskLine(line, maskAll))
    .join('\n');
}

/** A text that is one object of JSON over many lines. */
function objectIn(text: string): string | undefined {
  if (!/^\s*[[{]\s*\n/.test(text) || text.length > objectLength) return undefined;
  return maskedJson(text, maskAll, 2)?.text;
}

/** Masks every text and key in a value that consists of objects, lists and texts. */
export function maskAll<Value>(given: Value): Value {
  return maskData(given, maskText) as Value;
}
