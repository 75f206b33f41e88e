import { readFileSync } from 'node:fs';

/** Commands of a document, and what it says that they print. */
export interface ExampleStep {
  readonly commands: readonly string[];
  readonly output: readonly string[];
}

/** Every block of `sh example`, with the block of `text` behind it. */
export function exampleSteps(file: string): ExampleStep[] {
  return blocksIn(file, 'example').map(({ commands, output }) => ({ commands, output }));
}

/** In which state of a workspace the commands are typed. */
export interface RehearsedStep extends ExampleStep {
  readonly scene: string;
}

/** Every block of `sh rehearsed <scene>`, as of the others; it may stand in a list. */
export const rehearsedSteps = (file: string): RehearsedStep[] => blocksIn(file, 'rehearsed (\\w+)');

function blocksIn(file: string, info: string): RehearsedStep[] {
  const fence = '^ *```';
  const pattern = `${fence}sh (?:${info})\\n([^]*?)${fence}\\n\\n${fence}text\\n([^]*?)${fence}$`;
  const found = readFileSync(file, 'utf8').matchAll(new RegExp(pattern, 'gm'));
  return [...found].map((groups) => {
    const [commands = '', output = ''] = groups.slice(-2);
    const scene = groups.length > 3 ? (groups[1] ?? '') : '';
    return { scene, commands: lines(commands), output: lines(output) };
  });
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/**
 * Compares lines, however they are indented. `…` stands for anything, `‹name›` for one value: the same
 * name for the same value throughout the document, and another name for another value.
 */
export class ExampleOutput {
  readonly #values = new Map<string, string>();

  /** The first expected line that the output does not have. */
  missing(expected: readonly string[], output: string): string | undefined {
    const printed = output.split('\n').map(plain);
    return expected.find((line) => !printed.some((text) => this.#fits(plain(line), text)));
  }

  #fits(line: string, text: string): boolean {
    const names: string[] = [];
    const pattern = line
      .split(/(‹[^›]+›|…)/)
      .map((part) => {
        if (part === '…') return '.*';
        if (!part.startsWith('‹')) return escaped(part);
        names.push(part);
        return '([\\w.-]+)';
      })
      .join('');
    const found = new RegExp(`^${pattern}$`).exec(text);
    return found !== null && this.#agrees(names, found.slice(1));
  }

  #agrees(names: readonly string[], values: readonly string[]): boolean {
    const known = new Map(this.#values);
    for (const [index, name] of names.entries()) {
      const found = values[index] ?? '';
      const other = [...known].find(([, value]) => value === found)?.[0] ?? name;
      if ((known.get(name) ?? found) !== found || other !== name) return false;
      known.set(name, found);
    }
    for (const [name, value] of known) this.#values.set(name, value);
    return true;
  }
}

/** Colours and indentation say nothing here. */
function plain(line: string): string {
  return line
    .replaceAll(/\u001b\[\d*m/g, '')
    .trim()
    .replaceAll(/\s+/g, ' ');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
